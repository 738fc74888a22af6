import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { realPath } from './file-path';
import { Kustomizations, type PatchOf } from './kustomizations';
import type { PatchedFields } from './kustomize-patch';

/** The path of standard input on the command line. */
export const STDIN = '-';

/** What `kubectl apply -f FOLDER` reads. */
const EXTENSIONS: readonly string[] = ['.yaml', '.yml', '.json'];

/** More than any manifest has, and little enough to be held as text; also ends the reading of a device. */
const LARGEST = 100_000_000;
const CHUNK = 1 << 20;

/** A file, before anything is known of its content. */
export interface Source {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Whether it was found below a folder, and not named itself. */
  readonly isFound?: boolean;
  /** The kustomization that it is a patch of, if it is one. */
  readonly patchOf?: PatchOf;
  /** What patches set in its objects. */
  readonly patches?: readonly PatchedFields[];
}

/** Called for each path that cannot be read, with the reason. */
export type Unreadable = (path: string, reason: string) => void;

/**
 * Reads files one after the other: those that are named, whatever their extension, and all manifests below the folders
 * that are named, in the order of their names. A file that is reached on several ways is read once.
 *
 * @param paths files, folders, and `-` for what was read from standard input
 * @param stdin what was read from standard input
 */
export function* readSources(
  paths: readonly string[],
  stdin: Uint8Array | undefined,
  unreadable: Unreadable,
): Generator<Source> {
  const seen = new Set<string>();
  const kustomizations = new Kustomizations();
  const seenFolders = new Set<string>();
  for (const path of paths.filter((named) => named !== STDIN)) {
    seeFolders(path, seenFolders, kustomizations);
  }
  for (const path of paths) {
    if (path === STDIN) {
      yield { file: STDIN, bytes: stdin ?? new Uint8Array() };
      continue;
    }
    for (const file of filesAt(path, seen, unreadable)) {
      const bytes = attempt(file, unreadable, () => readFile(file));
      if (bytes !== undefined) {
        const [patchOf, patches] = [kustomizations.patchOf(file), kustomizations.patchesFor(file)];
        yield { file, bytes, isFound: file !== path, patchOf, patches };
      }
    }
  }
}

/** Reads standard input whole, or as much of it as is more than a file may have. */
export async function readStdin(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    requireSize(size);
  }
  return Buffer.concat(chunks);
}

/** Takes note of all folders before the first file is read, since a kustomization may follow what it patches. */
function seeFolders(path: string, seen: Set<string>, kustomizations: Kustomizations): void {
  // What cannot be read is reported when files are read.
  const silently = () => undefined;
  if (attempt(path, silently, () => kindOf(path)) !== 'folder' || !isNew(path, seen)) {
    return;
  }
  kustomizations.see(path);
  for (const entry of attempt(path, silently, () => readdirSync(path, { withFileTypes: true })) ?? []) {
    if (!entry.isFile() && !isPassedOver(entry.name)) {
      seeFolders(join(path, entry.name), seen, kustomizations);
    }
  }
}

function* filesAt(path: string, seen: Set<string>, unreadable: Unreadable): Generator<string> {
  const isFolder = attempt(path, unreadable, () => statSync(path).isDirectory());
  if (isFolder) {
    yield* manifestsBelow(path, seen, unreadable);
  } else if (isFolder === false && isNew(path, seen)) {
    yield path;
  }
}

function* manifestsBelow(folder: string, seen: Set<string>, unreadable: Unreadable): Generator<string> {
  if (!isNew(folder, seen)) {
    return;
  }
  const names = attempt(folder, unreadable, () => readdirSync(folder).sort()) ?? [];
  for (const name of names) {
    const path = join(folder, name);
    const kind = attempt(path, unreadable, () => kindOf(path));
    if (kind === 'folder' && !isPassedOver(name)) {
      yield* manifestsBelow(path, seen, unreadable);
    } else if (kind === 'file' && EXTENSIONS.includes(extname(name)) && isNew(path, seen)) {
      yield path;
    }
  }
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() ? 'folder' : stat?.isFile() ? 'file' : undefined;
}

/** Packages and hidden folders do not contain the user's own manifests; they are only checked if they are named. */
function isPassedOver(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

/** By the real path, which ends loops of symbolic links too. */
function isNew(path: string, seen: Set<string>): boolean {
  const real = realPath(path);
  const known = seen.has(real);
  seen.add(real);
  return !known;
}

function readFile(file: string): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.max(CHUNK, size === 0 ? fstatSync(descriptor).size + 1 : 0));
      const length = readSync(descriptor, chunk);
      if (length === 0) {
        return Buffer.concat(chunks);
      }
      chunks.push(chunk.subarray(0, length));
      size += length;
      requireSize(size);
    }
  } finally {
    closeSync(descriptor);
  }
}

function requireSize(size: number): void {
  if (size > LARGEST) {
    throw Object.assign(new Error(`it is larger than ${LARGEST / 1_000_000} MB`), { code: 'EFBIG' });
  }
}

/** What an action yields, or undefined where the file system refuses. */
function attempt<T>(path: string, unreadable: Unreadable, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    unreadable(path, reasonOf(error));
    return undefined;
  }
}

/** `no such file or directory`, out of `ENOENT: no such file or directory, open 'x'`; a bug is thrown on. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) {
    throw error;
  }
  return (message.split(',')[0] ?? code).replace(/^[A-Z]+: /, '');
}
