export { credentialsOfEnvironment, credentialsOfFile, type LogStoreCredentials, logStoreUrl } from './address';
export { LogStoreFailure } from './failure';
export { LogStore, type LogStoreOptions, type LogStoreTiming } from './log-store';
