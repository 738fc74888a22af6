import { existsSync, mkdirSync, mkdtempSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { errorRule, FindingsError } from '../findings';

const UNUSABLE = errorRule('output/unusable');

/**
 * The real path of an output folder, whether it is there or not.
 *
 * @param whyNotCurrent what would happen to the current folder, which must not be the output folder or below it
 * @throws FindingsError where it cannot be an output folder
 */
export function outputFolder(folder: string, whyNotCurrent: string): string {
  const target = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const fromTarget = relative(target, process.cwd());
  if (fromTarget !== '..' && !fromTarget.startsWith(`..${sep}`)) {
    throw unusable(folder, `holds the current folder, ${whyNotCurrent}; name a folder below it`);
  }
  if (existsSync(target) && !statSync(target).isDirectory()) {
    throw unusable(folder, 'is a file; remove it, or name another folder');
  }
  return target;
}

/** Beside the target, or where its path begins to be missing, so that a run that fails has made no part of that path. */
export function stagingFolder(target: string, mark = ''): string {
  return mkdtempSync(join(folderAbove(target), `.${basename(target)}.${mark}`));
}

/** The nearest folder above that is there. */
export function folderAbove(target: string): string {
  let above = dirname(target);
  while (!existsSync(above)) {
    above = dirname(above);
  }
  return above;
}

/** Unlike the recursive mkdir of Node.js, this comes to an end where a file system takes no new folder at all. */
export function makeFolder(path: string): void {
  if (!existsSync(path)) {
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

/** Does something to files; what the file system refuses is said of the output folder. */
export function onFiles<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : unusable(folder, `cannot be written (${message.split(',')[0]})`);
  }
}

export function unusable(folder: string, message: string): FindingsError {
  return new FindingsError('output', [{ ...UNUSABLE, path: 'folder', value: folder, message }]);
}
