/*
 * What share of the mutants of a room the tests notice.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { NOTICED } from './equivalents.mjs';
import { intervalOf } from './interval.mjs';

const SURVIVES = ['Survived', 'NoCoverage'];

/** A sample with fewer mutants says too little, unless there are no more. */
export const FEWEST = 50;

/**
 * Mutants that equivalent.yaml lists do not count. What is known without a test (from an earlier run, or because no test
 * reaches the mutant) is exact; of the others, a random sample was tested.
 *
 * @param {{ files: string[], planned: object[], tested: object[], started: boolean }} run the files that were mutated, what
 * run-stryker.mjs returns of them, and whether there is a plan
 * @param {import('./equivalents.mjs').Equivalents} equivalents
 * @param {string} root the root of the project
 * @returns the survivors; the percentage of mutants noticed, its interval, and of how many mutants; whether enough were
 * tested; and the equivalents that were noticed
 */
export function scoreOf({ files, planned, tested, started }, equivalents, root) {
  const outcomes = new Map(tested.map(({ id, status }) => [id, status]));
  const sources = new Map();
  const mutants = planned
    .filter(({ status }) => status !== 'Ignored')
    .map((mutant) => ({
      ...describe(mutant, root, sources),
      known: mutant.status,
      status: outcomes.get(mutant.id) ?? mutant.status,
    }));
  const counted = mutants.filter((mutant) => equivalents.find(mutant) === undefined);
  const known = counted.filter((mutant) => mutant.known !== undefined);
  const others = counted.filter((mutant) => mutant.known === undefined);
  const sample = others.filter(({ status }) => status !== undefined);
  const ofSample = { hits: noticedOf(sample), sampled: sample.length, all: others.length };
  const percentage = (share) =>
    counted.length === 0 ? 100 : (100 * (noticedOf(known) + share * others.length)) / counted.length;
  const { low, high } = intervalOf(ofSample);
  return {
    survivors: counted.filter(({ status }) => SURVIVES.includes(status)),
    score: percentage(sample.length === 0 ? 0 : ofSample.hits / sample.length),
    low: percentage(low),
    high: percentage(high),
    tested: known.length + sample.length,
    total: counted.length,
    enough: started && sample.length >= Math.min(FEWEST, others.length),
    outdated: equivalents.outdated(files, mutants),
  };
}

function noticedOf(mutants) {
  return mutants.filter(({ status }) => NOTICED.includes(status)).length;
}

/** A mutant with its file, and the code that it changes. */
function describe({ fileName, location: { start, end }, mutatorName, replacement }, root, sources) {
  const file = relative(root, fileName);
  if (!sources.has(file)) {
    sources.set(file, readFileSync(join(root, file), 'utf8').split('\n'));
  }
  const lines = sources.get(file).slice(start.line - 1, end.line);
  const line = lines[0].trim();
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  const place = `${file}:${start.line}:${start.column}`;
  return { file, place, line, mutatorName, original: oneLine(lines.join('\n')), replacement: oneLine(replacement) };
}

function oneLine(code) {
  return code.replace(/\s+/g, ' ').trim();
}
