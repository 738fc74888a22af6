/*
 * The mutants that no test can notice, because they change nothing that can be observed. The file lists each with the
 * reason; a mutant is identified by its code, so an entry keeps its meaning when lines move.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A mutant that makes the tests loop, or crash on loading, is noticed as well. */
export const NOTICED = ['Killed', 'Timeout', 'RuntimeError'];

const KEYS = ['file', 'line', 'original', 'replacement', 'reason'];

export class Equivalents {
  static read(path, root) {
    const entries = parse(readFileSync(path, 'utf8')) ?? [];
    for (const entry of entries) {
      const wrong =
        KEYS.find((key) => typeof entry[key] !== 'string') ?? Object.keys(entry).find((key) => !KEYS.includes(key));
      if (wrong !== undefined) {
        throw new Error(
          `${path}: each entry must have the strings ${KEYS.join(', ')}, and nothing else; see ${wrong} of ${JSON.stringify(entry)}`,
        );
      }
      if (!existsSync(join(root, entry.file))) {
        throw new Error(`${path}: there is no ${entry.file}; remove its entries`);
      }
    }
    return new Equivalents(entries);
  }

  constructor(entries) {
    this.entries = entries;
  }

  /** The entry of a mutant. */
  find(mutant) {
    return this.entries.find((entry) => isSame(entry, mutant));
  }

  /** The entries for files of which no mutant is left that they describe, or only mutants that tests noticed. */
  outdated(files, mutants) {
    return this.entries.filter((entry) => {
      const described = mutants.filter((mutant) => isSame(entry, mutant));
      return files.includes(entry.file) && described.every(({ status }) => NOTICED.includes(status));
    });
  }
}

function isSame(entry, mutant) {
  return ['file', 'line', 'original', 'replacement'].every((key) => entry[key] === mutant[key]);
}
