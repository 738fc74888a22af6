/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  // Jest would leave one core to the reader, and half the speed.
  maxWorkers: '100%',
  testMatch: ['**/*.test.ts'],
  // No test is about time, and a machine that does something else is not a failure.
  testTimeout: 60_000,
  testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/.build/', '<rootDir>/examples/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  // Modules that are imported when they are needed are named as Node.js finds them once they are compiled.
  moduleNameMapper: { '^(\\.\\.?/.*)\\.js$': ['$1.js', '$1.ts'], '^fast-check$': '<rootDir>/test/fast-check.js' },
  snapshotResolver: '<rootDir>/test/snapshot-resolver.js',
  collectCoverageFrom: ['src/**/*.ts'],
};
