import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { errorRule, FindingsError, pathWithin, type RuleMark } from '../base';

const UNUSABLE = errorRule({
  id: 'output/unusable',
  form: 'words',
  what: 'The output folder must be writable.',
  why: 'Each manifest is written to a temporary file in the folder, which then replaces the old one in one step.',
  bad: '`CDK8S_OUTDIR` is the path of a file, or of a folder that is not writable.',
  good: '`CDK8S_OUTDIR` is a writable folder, or a folder that does not exist yet.',
});

/**
 * The real path of an output folder, which need not exist.
 *
 * @throws FindingsError when it cannot be an output folder
 */
export function targetFolder(folder: string): string {
  const target = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const refuse = (isRefused: boolean, message: string) => {
    if (isRefused) {
      throw unusable(folder, message);
    }
  };
  refuse(
    contains(target, process.cwd()),
    'contains the current folder, so the output would mix with its files; use a subfolder',
  );
  refuse(
    contains(target, homeFolder()),
    'contains your home folder, so the output would mix with its files; use a subfolder',
  );
  const entry = lstatSync(target, { throwIfNoEntry: false });
  refuse(
    entry?.isSymbolicLink() === true,
    'is a link to a folder that does not exist; create that folder, or remove the link',
  );
  refuse(entry?.isDirectory() === false, 'is a file; remove it, or use another folder');
  return target;
}

/** Whether a path is the folder itself or below it. */
function contains(folder: string, path: string): boolean {
  return pathWithin(folder, existsSync(path) ? realpathSync(path) : path) !== undefined;
}

/** A user without an entry in the user database, as in some containers, has none; the current folder is used instead. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return process.cwd();
  }
}

/** Unlike the recursive mkdir of Node.js, this ends on file systems that accept no new folder at all. */
export function makeFolder(path: string): void {
  if (!existsSync(path)) {
    makeFolder(dirname(path));
    createFolder(path);
  }
}

/** @returns false when the folder exists already */
export function createFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/**
 * Reports what the file system refuses as a problem of the output folder.
 *
 * @param outcome what had been done before
 */
export function onFiles<T>(folder: string, action: () => T, outcome: () => string = () => ''): T {
  try {
    return action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : unusable(folder, `cannot be written (${message.split(',')[0]})${outcome()}`);
  }
}

export function unusable(folder: string, message: string, rule: RuleMark = UNUSABLE): FindingsError {
  return new FindingsError('output', [{ ...rule, keys: ['folder'], value: folder, message }]);
}

/** The rules that this file checks. */
export const TARGET_FOLDER_RULES = [UNUSABLE] as const;
