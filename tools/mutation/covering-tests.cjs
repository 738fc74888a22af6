/*
 * Keeps jest from loading the test files of a room that do not reach the mutant: Stryker only filters tests by name. Without
 * a mutant, or with one of code that runs on loading, all test files are run.
 */
const { readFileSync } = require('node:fs');
const { relative } = require('node:path');

let covering;

module.exports = (paths) => {
  const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  if (mutant === undefined) {
    return { filtered: paths };
  }
  covering ??= JSON.parse(readFileSync(process.env.MUTATION_COVERING_TESTS, 'utf8'));
  const files = covering[mutant];
  return {
    filtered: files === undefined ? paths : paths.filter((path) => files.includes(relative(process.cwd(), path))),
  };
};
