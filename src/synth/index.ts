export { clusterFromEnvironment } from './environment';
export { folderAbove, makeFolder, onFiles, outputFolder, stagingFolder, unusable } from './folder';
export { replaceManifests } from './output-folder';
export { isUsersToMend, runSynth } from './run';
