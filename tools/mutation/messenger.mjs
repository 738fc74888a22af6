/*
 * Sends the plan, and the outcome of each mutant, to the process that started Stryker. Writes which test files reach a
 * mutant, for covering-tests.cjs.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

class Messenger {
  filesOfTests = new Map();

  onDryRunCompleted({ result }) {
    for (const { id, fileName } of result.tests) {
      this.filesOfTests.set(id, [...(this.filesOfTests.get(id) ?? []), relative(process.cwd(), fileName)]);
    }
  }

  onMutationTestingPlanReady({ mutantPlans }) {
    const covering = mutantPlans
      .filter(({ runOptions }) => runOptions?.testFilter !== undefined)
      .map(({ mutant, runOptions }) => [mutant.id, this.filesOf(runOptions.testFilter)]);
    writeFileSync(process.env.MUTATION_COVERING_TESTS, JSON.stringify(Object.fromEntries(covering)));
    process.send({ planned: mutantPlans.map(({ mutant, runOptions }) => planned(mutant, runOptions)) });
  }

  onMutantTested({ id, status }) {
    process.send({ tested: { id, status } });
  }

  filesOf(tests) {
    return [...new Set(tests.flatMap((test) => this.filesOfTests.get(test)))];
  }
}

/**
 * A mutant whose outcome is known before it is tested has a status: it was tested in an earlier run, or no test reaches it.
 * Stryker counts lines and columns from 0 in plans, and from 1 in results.
 */
function planned({ id, status, fileName, location: { start, end }, mutatorName, replacement }, runOptions) {
  return {
    id,
    status: runOptions?.testFilter?.length === 0 ? 'NoCoverage' : status,
    fileName,
    location: { start: fromOne(start), end: fromOne(end) },
    mutatorName,
    replacement,
  };
}

function fromOne({ line, column }) {
  return { line: line + 1, column: column + 1 };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'messenger', Messenger)];
