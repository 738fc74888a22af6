export { clusterFromEnvironment } from './environment';
export { replaceManifests } from './output-folder';
export { runSynth } from './run';
