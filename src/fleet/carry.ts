import {
  chmodSync,
  constants,
  copyFileSync,
  type Dirent,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';

/** The same file in another folder, not written again; a copy where the file system has no links. */
export function linkFile(source: string, destination: string): void {
  try {
    linkSync(source, destination);
  } catch {
    copyFileSync(source, destination, constants.COPYFILE_EXCL);
    const { atimeMs, mtimeMs } = statSync(source);
    utimesSync(destination, atimeMs / 1000, mtimeMs / 1000);
  }
}

/** What a path is one of, or not. */
type Paths = Pick<ReadonlySet<string>, 'has'>;

/**
 * Brings what others have put into a folder over to the one that takes its place.
 *
 * @param own paths of files that are not brought over; folders that held nothing else are left out with them
 */
export function carryForeign(source: string, destination: string, own: Paths, below = ''): void {
  for (const entry of readdirSync(join(source, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (!own.has(path)) {
      carry(entry, source, destination, { own, path });
    }
  }
}

function carry(entry: Dirent, source: string, destination: string, { own, path }: { own: Paths; path: string }): void {
  const from = join(source, path);
  const to = join(destination, path);
  if (entry.isDirectory()) {
    if (!heldOnlyOwn(from, path, own)) {
      mkdirSync(to, { recursive: true });
      carryForeign(source, destination, own, path);
      chmodSync(to, statSync(from).mode);
    }
  } else if (entry.isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
  } else {
    linkFile(from, to);
  }
}

function heldOnlyOwn(folder: string, path: string, own: Paths): boolean {
  const entries = readdirSync(folder);
  return entries.length > 0 && entries.every((name) => own.has(join(path, name)));
}
