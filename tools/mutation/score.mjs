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
 * @param {string[]} complete the files of which all mutants were tested
 */
export function scoreOf(mutants, equivalents, root, complete) {
  const sources = new Map();
  const described = mutants.map((mutant) => describe(mutant, root, sources));
  const surviving = described.filter(({ status }) => SURVIVES.includes(status));
  return {
    survivors: surviving.filter((mutant) => equivalents.find(mutant) === undefined),
    noticed: described.filter(({ status }) => NOTICED.includes(status)).length,
    outdated: equivalents.unused(complete, surviving),
  };
}

/** A mutant with its file, and the code that it changes. */
function describe({ status, fileName, location: { start, end }, mutatorName, replacement }, root, sources) {
  const file = relative(root, join(root, relative(root, fileName)));
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
