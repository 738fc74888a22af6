import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/**
 * The paths in the record of a folder that are still files. Whatever else has taken the place of one is not ours.
 *
 * @param legal a path that the record may name: one that was edited by hand must not lead out of the folder
 */
export function recordedFiles(folder: string, record: string, legal: RegExp): Set<string> {
  const lines = recordText(folder, record).split('\n');
  return new Set(lines.filter((path) => legal.test(path) && entryAt(join(folder, path))?.isFile()));
}

/** The text of the record in a folder; empty where there is none. */
export function recordText(folder: string, record: string): string {
  const file = join(folder, record);
  return entryAt(file) === undefined ? '' : readFileSync(file, 'utf8');
}

/** The text of a record that names these paths, one per line. */
export function recordOf(paths: Iterable<string>): string {
  return [...paths]
    .sort()
    .map((path) => `${path}\n`)
    .join('');
}

/** The entry at a path, without following a link; `undefined` if there is none. */
export function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}

export function holdsText(file: string, text: string | Buffer): boolean {
  return readFileSync(file).equals(Buffer.from(text));
}
