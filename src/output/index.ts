export { clusterFromEnvironment, moduleFromEnvironment } from './environment';
export { isUserError, runSynth } from './run';
