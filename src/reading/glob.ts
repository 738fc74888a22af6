import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { matchesWildcard } from '../evaluation';

const MAGIC = /[*?]/;
const ANY_FOLDERS = '**';

/** Whether a path contains the wildcards `*` or `?`. */
export function isGlob(path: string): boolean {
  return MAGIC.test(path);
}

/**
 * The files and folders that a pattern matches, in the order of their names: `*` and `?` match within a name, and `**` any
 * number of folders. Like in a shell, wildcards at the start of a name do not match hidden files.
 */
export function* globPaths(pattern: string): Generator<string> {
  // Several ** in a row are the same as one.
  const parts = pattern.split('/').filter((part, index, all) => part !== ANY_FOLDERS || all[index - 1] !== ANY_FOLDERS);
  const [first = '', ...rest] = parts;
  if (first === '') {
    yield* below('/', rest);
  } else {
    yield* below('', [first, ...rest]);
  }
}

function* below(folder: string, parts: readonly string[]): Generator<string> {
  const [part, ...rest] = parts;
  if (part === undefined) {
    yield folder;
  } else if (part === ANY_FOLDERS) {
    yield* below(folder, rest);
    yield* inFolders(folder, parts);
  } else if (isGlob(part)) {
    const names = entriesOf(folder).map(({ name }) => name);
    for (const name of names.filter((each) => isMatch(part, each))) {
      yield* below(join(folder, name), rest);
    }
  } else if (isThere(join(folder, part))) {
    yield* below(join(folder, part), rest);
  }
}

function* inFolders(folder: string, parts: readonly string[]): Generator<string> {
  for (const entry of entriesOf(folder)) {
    if (entry.isDirectory() && !isHidden(entry.name)) {
      yield* below(join(folder, entry.name), parts);
    }
  }
}

function isMatch(pattern: string, name: string): boolean {
  return matchesWildcard(pattern, name) && (!isHidden(name) || isHidden(pattern));
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}

/** Also true for a symbolic link that leads nowhere, so it is reported. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** None where there is no such folder: a pattern that matches nothing is reported as a whole. */
function entriesOf(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
    return entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch {
    return [];
  }
}
