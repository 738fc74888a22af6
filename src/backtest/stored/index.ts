export type { LogStoreAccess } from './access';
export { StoredLogs } from './stored-logs';
