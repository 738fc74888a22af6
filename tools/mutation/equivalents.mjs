/*
 * The mutants that no test can notice, because they change nothing that can be observed. The file lists each with the
 * reason; a mutant is identified by its code, so an entry keeps its meaning when lines move.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const KEYS = ['file', 'line', 'original', 'replacement', 'reason'];

export class Equivalents {
  static read(path) {
    const entries = parse(readFileSync(path, 'utf8')) ?? [];
    for (const entry of entries) {
      const wrong =
        KEYS.find((key) => typeof entry[key] !== 'string') ?? Object.keys(entry).find((key) => !KEYS.includes(key));
      if (wrong !== undefined) {
        throw new Error(
          `${path}: each entry must have the strings ${KEYS.join(', ')}, and nothing else; see ${wrong} of ${JSON.stringify(entry)}`,
        );
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

  /** The entries for files of which no surviving mutant is left that they describe. */
  unused(files, survivors) {
    return this.entries.filter(
      (entry) => files.includes(entry.file) && !survivors.some((mutant) => isSame(entry, mutant)),
    );
  }
}

function isSame(entry, mutant) {
  return ['file', 'line', 'original', 'replacement'].every((key) => entry[key] === mutant[key]);
}
