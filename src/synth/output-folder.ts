import {
  copyFileSync,
  type Dirent,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { errorRule, FindingsError, noticeRule, report } from '../findings';
import { entryAt, holdsText, recordedFiles, recordOf, recordText } from './file-record';
import { makeFolder, onFiles, outputFolder, stagingFolder } from './folder';

const NOT_OURS = errorRule('output/file-in-the-way');
const REMOVED = noticeRule('output/files-removed');

/** Names the files that the last run wrote, one per line. It has no extension, so kubectl does not read it. */
const RECORD = '.calico-threat-defense-files';

/** A file below the folder; a record that was edited by hand must not lead out of it. */
const RECORDED = /^(?!.*(^|\/)\.{0,2}(\/|$))[^\\]+$/;

/** An object as version 0.1.0, which kept no record, wrote it: annotated with the release that it was made for. */
const UNRECORDED_OBJECT =
  /^apiVersion: .+\nkind: .+\nmetadata:\n {2}annotations:\n( {4}.*\n)*? {4}calico-threat-defense\/release: /;

/** Most removed files that are named. */
const NAMED = 5;

/**
 * Replaces the files that the last run wrote into a folder with new ones. All files are made in a folder beside it first,
 * so a run that fails leaves everything as it was. Each changed file then takes its place in one step, and files that only
 * the last run made are removed. Files of others are never overwritten or removed.
 *
 * @param folder made if missing; must not hold the current folder
 * @param make writes the new files into the folder that it is given
 * @throws FindingsError when the folder cannot be written, or would lose a file of others
 */
export function replaceManifests(folder: string, make: (staging: string) => void): void {
  const target = outputFolder(folder, "where the output would mix with the program's own files");
  const staging = onFiles(folder, () => stagingFolder(target));
  try {
    make(staging);
    const removed = onFiles(folder, () => {
      const made = filesBelow(staging);
      refuseToOverwrite(folder, filesInTheWay(made, staging, target));
      return putInPlace(made, staging, target);
    });
    report('output', removalNotice(folder, removed));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** @returns the files of the last run that were removed */
function putInPlace(made: readonly string[], staging: string, target: string): string[] {
  makeFolder(target);
  const current = new Set(made);
  const stale = [...ownFiles(target)].filter((path) => !current.has(path));
  const putRecord = (paths: readonly string[]) => {
    const text = recordOf(paths);
    if (text !== recordText(target, RECORD)) {
      writeFileSync(join(staging, RECORD), text);
      moveInto(join(staging, RECORD), join(target, RECORD));
    }
  };
  // Recorded before it is written: the next run must not take what a killed run left for the file of somebody else.
  putRecord([...made, ...stale]);
  for (const path of made.filter((file) => !isUnchanged(file, staging, target))) {
    moveInto(join(staging, path), join(target, path));
  }
  for (const path of stale) {
    rmSync(join(target, path));
    removeEmptyFolders(dirname(path), target);
  }
  putRecord(made);
  return stale;
}

/** The files of the last run, unless a link leads out of the folder to where they were. */
function ownFiles(target: string): Set<string> {
  const recorded = recordedFiles(target, RECORD, RECORDED);
  return new Set([...recorded].filter((path) => obstacleAbove(path, target) === undefined));
}

/** What the files cannot be put in place without overwriting. */
function filesInTheWay(made: readonly string[], staging: string, target: string): string[] {
  const own = ownFiles(target);
  const found = made.flatMap((path) => {
    const obstacle = obstacleAbove(path, target);
    const entry = entryAt(join(target, path));
    if (obstacle !== undefined || entry === undefined) {
      return obstacle ?? [];
    }
    const isOurs =
      entry.isFile() &&
      (own.has(path) || isUnchanged(path, staging, target) || isUnrecorded(readFileSync(join(target, path), 'utf8')));
    return isOurs ? [] : path;
  });
  return [...new Set(found)];
}

/** The first entry on the way to a file that is no folder, such as a link that leads elsewhere. */
function obstacleAbove(path: string, target: string): string | undefined {
  const parts = path.split('/').slice(0, -1);
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return folders.find((folder) => entryAt(join(target, folder))?.isDirectory() === false);
}

function isUnchanged(path: string, staging: string, target: string): boolean {
  const file = join(target, path);
  return entryAt(file)?.isFile() === true && holdsText(file, readFileSync(join(staging, path)));
}

/** Whether all of a file was written by a version that kept no record. */
function isUnrecorded(text: string): boolean {
  const documents = text.replaceAll('\r\n', '\n').split(/^---\n/m);
  return documents.every((document) => UNRECORDED_OBJECT.test(document));
}

/** @throws FindingsError if there are any */
function refuseToOverwrite(folder: string, paths: readonly string[]): void {
  if (paths.length > 0) {
    const message =
      'already exists, and no earlier run wrote it, so it is not overwritten; move or delete it, or choose another output folder. Nothing was written';
    throw new FindingsError(
      'output',
      paths.map((path) => ({ ...NOT_OURS, path: join(folder, path), message })),
    );
  }
}

function removalNotice(folder: string, removed: readonly string[]): Parameters<typeof report>[1] {
  if (removed.length === 0) {
    return [];
  }
  const more = removed.length > NAMED ? [`and ${removed.length - NAMED} more`] : [];
  const names = [...removed.slice(0, NAMED), ...more].join(', ');
  const count = removed.length === 1 ? '1 file' : `${removed.length} files`;
  const message = `removed ${count} of the last run that this run did not make: ${names}`;
  return [{ ...REMOVED, path: 'folder', value: folder, message }];
}

/** Paths from the folder on, with `/` on every system, in one order. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => relative(folder, pathOf(entry)).split(sep).join('/')).sort();
}

function pathOf(entry: Dirent): string {
  return join(entry.parentPath, entry.name);
}

/** Removes a folder that held nothing but what was removed, and those above it. */
function removeEmptyFolders(below: string, target: string): void {
  for (let path = below; path !== '.' && readdirSync(join(target, path)).length === 0; path = dirname(path)) {
    rmdirSync(join(target, path));
  }
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
    const partial = `${destination}.${process.pid}.partial`;
    try {
      copyFileSync(source, partial);
      renameSync(partial, destination);
    } finally {
      rmSync(partial, { force: true });
    }
  }
}
