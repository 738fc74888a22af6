/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/.build/', '<rootDir>/examples/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  snapshotResolver: '<rootDir>/test/snapshot-resolver.js',
  collectCoverageFrom: ['src/**/*.ts', '!src/alerts/query/generated-parser.ts'],
};
