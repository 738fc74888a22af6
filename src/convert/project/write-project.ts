import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorRule, FindingsError } from '../../base';
import type { ProjectFiles } from './project-files';

const NOT_EMPTY = errorRule({
  id: 'convert/project-folder',
  form: 'words',
  what: 'The folder for a converted project must be new or empty.',
  why: 'The command never overwrites a file that exists.',
  bad: '`convert alerts.yaml --out .` in a folder with files.',
  good: '`convert alerts.yaml --out alerts`, where `alerts` does not exist yet.',
});

/**
 * Checks that a project can be written into a folder, before anything is done.
 *
 * @throws FindingsError when the folder has files, or is not a folder
 */
export function requireNewFolder(subject: string, folder: string): void {
  const entry = lstatSync(folder, { throwIfNoEntry: false });
  const message = entry === undefined ? parentProblem(folder) : folderProblem(folder, entry.isDirectory());
  if (message !== undefined) {
    throw new FindingsError(subject, [{ ...NOT_EMPTY, keys: ['--out'], value: folder, message }]);
  }
}

function folderProblem(folder: string, isFolder: boolean): string | undefined {
  if (!isFolder) {
    return 'is not a folder; name a new or an empty one';
  }
  const [file] = readdirSync(folder);
  return file === undefined
    ? undefined
    : `has files, such as ${file}, and the command never overwrites files; name a new or an empty folder`;
}

function parentProblem(folder: string): string | undefined {
  const parent = dirname(resolve(folder));
  return existsSync(parent)
    ? undefined
    : `cannot be created, because ${parent} does not exist; create that folder first`;
}

/** Writes the files of a project into a new or empty folder, all of them or none. */
export function writeProject(folder: string, files: ProjectFiles): void {
  const target = resolve(folder);
  const temporary = mkdtempSync(`${target}-`);
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(temporary, path)), { recursive: true });
      writeFileSync(join(temporary, path), text, { flag: 'wx' });
    }
    if (existsSync(target)) {
      // Fails if a file was added in the meantime.
      rmdirSync(target);
    }
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The rules that this file checks. */
export const WRITE_PROJECT_RULES = [NOT_EMPTY] as const;
