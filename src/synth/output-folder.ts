import {
  copyFileSync,
  type Dirent,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { errorRule, FindingsError } from '../findings';

const UNUSABLE = errorRule('output/unusable');

/** What `kubectl apply -f FOLDER` reads. */
const MANIFEST_EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * Replaces the manifests of a folder by new ones. They are made in a folder beside it, so that a run that fails leaves
 * the old ones as they were; each then takes its place in one step, and manifests that the run did not make are removed.
 *
 * @param folder made where it is missing; must not hold the current folder, whose files would count as old manifests
 * @param make writes the new manifests into the folder that it is given
 * @throws FindingsError when the folder cannot be written
 */
export function replaceManifests(folder: string, make: (staging: string) => void): void {
  const target = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  requireOwnFolder(folder, target);
  const staging = attempt(folder, () => stagingFolder(target));
  try {
    make(staging);
    attempt(folder, () => {
      makeFolder(target);
      const fresh = filesBelow(staging);
      for (const file of fresh) {
        moveInto(join(staging, file), join(target, file));
      }
      for (const stale of filesBelow(target).filter((file) => isManifest(file) && !fresh.includes(file))) {
        rmSync(join(target, stale));
      }
    });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function requireOwnFolder(folder: string, target: string): void {
  const fromTarget = relative(target, process.cwd());
  if (fromTarget !== '..' && !fromTarget.startsWith(`..${sep}`)) {
    throw unusable(
      folder,
      'holds the current folder, whose YAML and JSON files would be removed as old; name a folder below it',
    );
  }
  if (existsSync(target) && !statSync(target).isDirectory()) {
    throw unusable(folder, 'is a file; remove it, or name another folder');
  }
}

/** Beside the target, or where its path begins to be missing, so that a run that fails has made no part of that path. */
function stagingFolder(target: string): string {
  let above = dirname(target);
  while (!existsSync(above)) {
    above = dirname(above);
  }
  return mkdtempSync(join(above, `.${basename(target)}.`));
}

/** Unlike the recursive mkdir of Node.js, this comes to an end where a file system takes no new folder at all. */
function makeFolder(path: string): void {
  if (!existsSync(path)) {
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => relative(folder, pathOf(entry)));
}

function pathOf(entry: Dirent): string {
  return join(entry.parentPath, entry.name);
}

function isManifest(file: string): boolean {
  return MANIFEST_EXTENSIONS.includes(extname(file));
}

function moveInto(source: string, destination: string): void {
  makeFolder(dirname(destination));
  try {
    renameSync(source, destination);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') {
      throw error;
    }
    // The folder is a mount: bring the file over first, so that it still takes its place in one step.
    const partial = `${destination}.partial`;
    try {
      copyFileSync(source, partial);
      renameSync(partial, destination);
    } finally {
      rmSync(partial, { force: true });
    }
  }
}

function attempt<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : unusable(folder, `cannot be written (${message.split(',')[0]})`);
  }
}

function unusable(folder: string, message: string): FindingsError {
  return new FindingsError('output', [{ ...UNUSABLE, path: 'folder', value: folder, message }]);
}
