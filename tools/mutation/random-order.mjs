/*
 * Lets Stryker test mutants in random order, so the mutants that were tested when the time is up are a random sample. By
 * itself it tests one file after another, and mutants of code that only runs on loading last.
 *
 * This is a checker because checkers are the only plugins of Stryker that decide on the order: each mutant is a group of its
 * own, and Stryker tests the groups in the order in which they pass.
 */
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { CheckStatus } from '@stryker-mutator/api/check';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

class RandomOrder {
  async init() {}

  async group(mutants) {
    const places = new Map(mutants.map((mutant) => [mutant.id, placeOf(mutant, process.env.MUTATION_SEED)]));
    const ids = [...places.keys()].sort((a, b) => (places.get(a) < places.get(b) ? -1 : 1));
    return ids.map((id) => [id]);
  }

  async check(mutants) {
    return Object.fromEntries(mutants.map(({ id }) => [id, { status: CheckStatus.Passed }]));
  }
}

/** A random place that does not depend on which other mutants there are. */
function placeOf({ fileName, location, mutatorName, replacement }, seed) {
  return createHash('sha256')
    .update(JSON.stringify([seed, relative(process.cwd(), fileName), location, mutatorName, replacement]))
    .digest('hex');
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'random-order', RandomOrder)];
