export type { CaseResult, TestFileResult } from './case-result';
export { TEST_FILE, TEST_FILE_RULES } from './reading';
export { TEST_REPORTERS } from './reporters';
export { runTestFile, type TestOptions } from './run-test-file';
export type { Expectation, TestCase, TestFile, TestProblem } from './test-file';
