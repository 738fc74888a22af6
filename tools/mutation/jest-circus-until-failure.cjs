/*
 * jest's own test runner, but once a test has failed, the other tests are skipped, and the other files are not even loaded:
 * the mutant is noticed. Stryker cannot ask jest for this, and accepts only test runners with jest-circus in their names.
 *
 * @see https://github.com/jestjs/jest/issues/11766
 */
const { createEmptyTestResult } = require('@jest/test-result');
const runTests = require('jest-circus/runner').default;
const { countReached, followPrograms } = require('./child-processes.cjs');

let noticed;

followPrograms();

module.exports = async (globalConfig, config, environment, ...others) => {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  if (mutant === undefined) {
    countReached(environment);
    return runTests(globalConfig, config, environment, ...others);
  }
  if (mutant === noticed) {
    return skippedFile(others[1]);
  }
  skipAfterFailure(environment, mutant);
  try {
    return await runTests(globalConfig, config, environment, ...others);
  } catch (error) {
    noticed = mutant;
    throw error;
  }
};

/** A file without results would be a failure. */
function skippedFile(testFilePath) {
  const test = { title: 'all', fullName: 'all', ancestorTitles: [], failureDetails: [], failureMessages: [] };
  const testResults = [{ ...test, status: 'pending', numPassingAsserts: 0 }];
  return { ...createEmptyTestResult(), numPendingTests: 1, testFilePath, testResults };
}

function skipAfterFailure(environment, mutant) {
  const handle = environment.handleTestEvent?.bind(environment);
  environment.handleTestEvent = async (event, state) => {
    if (event.name === 'test_start' && mutant === noticed) {
      event.test.mode = 'skip';
    } else if (event.name === 'test_done' && event.test.errors.length > 0) {
      noticed = mutant;
    }
    await handle?.(event, state);
  };
}
