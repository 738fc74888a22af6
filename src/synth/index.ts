export { clusterFromEnvironment, moduleFromEnvironment } from './environment';
export { entryAt, holdsText, recordedFiles, recordOf, recordText } from './file-record';
export { folderAbove, makeFolder, onFiles, outputFolder, stagingFolder, unusable } from './folder';
export { replaceManifests } from './output-folder';
export { isUsersToMend, runSynth } from './run';
