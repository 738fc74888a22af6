const { roots, testPathIgnorePatterns, snapshotResolver, collectCoverageFrom, ...unit } = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  roots: ['<rootDir>/test/e2e'],
  testMatch: ['**/*.e2e.ts'],
  globalSetup: '<rootDir>/test/e2e/global-setup.ts',
  // One process runs them all, so that its end is the end of the run.
  maxWorkers: 1,
  testTimeout: 120_000,
};
