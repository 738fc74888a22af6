/*
 * What came of the mutants of a room.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const SURVIVES = ['Survived', 'NoCoverage'];

/** A mutant that makes the tests loop, or crash on loading, is noticed as well. */
const NOTICED = ['Killed', 'Timeout', 'RuntimeError'];

/**
 * @param {object[]} mutants as Stryker reports them
 * @param {import('./equivalents.mjs').Equivalents} equivalents
 * @param {string} root the root of the project
 * @param {{ complete: string[], planned: number }} progress the files of which all mutants were tested, and how many mutants
 * there are
 */
export function scoreOf(mutants, equivalents, root, { complete, planned }) {
  const sources = new Map();
  const described = mutants.map((mutant) => describe(mutant, root, sources));
  const surviving = described.filter(({ status }) => SURVIVES.includes(status));
  const survivors = surviving.filter((mutant) => equivalents.find(mutant) === undefined);
  const noticed = described.filter(({ status }) => NOTICED.includes(status)).length;
  return {
    survivors,
    score: percentage({ noticed, survivors, planned: planned - (surviving.length - survivors.length) }),
    total: noticed + survivors.length,
    outdated: equivalents.unused(complete, surviving),
  };
}
/**
 * The percentage of mutants that are noticed. Stryker reports the mutants that no test reaches first: if it could not finish,
 * the share of the others that are noticed is taken for those that it did not come to.
 */
function percentage({ noticed, survivors, planned }) {
  const reached = noticed + survivors.filter(({ status }) => status === 'Survived').length;
  const unreached = survivors.filter(({ status }) => status === 'NoCoverage').length;
  const all = Math.max(planned, reached + unreached);
  return reached === 0 ? (unreached === 0 ? 100 : 0) : (100 * noticed * (all - unreached)) / (reached * all);
}

/** A mutant with its file, and the code that it changes. */
function describe({ status, fileName, location: { start, end }, mutatorName, replacement }, root, sources) {
  const file = relative(root, fileName);
  if (!sources.has(file)) {
    sources.set(file, readFileSync(join(root, file), 'utf8').split('\n'));
  }
  const lines = sources.get(file).slice(start.line - 1, end.line);
  const line = lines[0].trim();
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  const place = `${file}:${start.line}:${start.column}`;
  return {
    status,
    file,
    place,
    line,
    mutatorName,
    original: oneLine(lines.join('\n')),
    replacement: oneLine(replacement),
  };
}

function oneLine(code) {
  return code.replace(/\s+/g, ' ').trim();
}
