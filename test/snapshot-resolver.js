const { join, relative } = require('node:path');

const root = join(__dirname, '..');

/** Keeps all snapshots in one folder at the top, under the path that the test has below `test/`. */
module.exports = {
  resolveSnapshotPath: (testPath, extension) =>
    join(root, '__snapshots__', `${relative(__dirname, testPath)}${extension}`),
  resolveTestPath: (snapshotPath, extension) =>
    join(__dirname, relative(join(root, '__snapshots__'), snapshotPath).slice(0, -extension.length)),
  testPathForConsistencyCheck: join(__dirname, 'alerts', 'example.test.ts'),
};
