import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { attempt, type Unreadable } from './attempt';
import { FolderWalk } from './folder-walk';
import { Kustomizations, type PatchOf } from './kustomizations';
import type { PatchedFields } from './kustomize-patch';

/** The path of standard input on the command line. */
export const STDIN = '-';

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
  const kustomizations = kustomizationsIn(paths.filter((named) => named !== STDIN));
  const walk = new FolderWalk(unreadable);
  for (const path of paths) {
    if (path === STDIN) {
      yield { file: STDIN, bytes: stdin ?? new Uint8Array() };
      continue;
    }
    for (const { path: file, real } of walk.files(path)) {
      const bytes = seen.has(real) ? undefined : attempt(file, unreadable, () => readFile(file));
      seen.add(real);
      if (bytes !== undefined) {
        const [patchOf, patches] = [kustomizations.patchOf(file, real), kustomizations.patchesFor(real)];
        yield { file, bytes, isFound: file !== path, patchOf, patches };
      }
    }
  }
}

/** Those of all folders, before the first file is read, since a kustomization may follow what it patches. */
function kustomizationsIn(paths: readonly string[]): Kustomizations {
  const kustomizations = new Kustomizations();
  // What cannot be read is reported when files are read.
  const walk = new FolderWalk(() => undefined);
  for (const folder of paths.flatMap((path) => [...walk.folders(path)])) {
    kustomizations.see(folder);
  }
  return kustomizations;
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
