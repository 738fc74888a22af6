import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { attempt, type Unreadable } from './attempt';
import { ChartTemplates } from './chart-templates';
import { FolderWalk, type Found } from './folder-walk';
import { Kustomizations, type PatchOf } from './kustomizations';
import type { PatchedFields } from './kustomize-patch';
import { type NamedPath, namedPaths, STDIN } from './named-paths';
import type { Selection } from './selection';

/** More than any manifest has, and little enough to be held as text; also ends the reading of a device. */
const LARGEST = 100_000_000;
const CHUNK = 1 << 16;

/** A file, before anything is known of its content. */
export interface Source {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Whether it was found below a folder, and not named itself. */
  readonly isFound?: boolean;
  /** Whether it is among the templates of a Helm chart. */
  readonly isChartTemplate?: boolean;
  /** The kustomization that it is a patch of, if it is one. */
  readonly patchOf?: PatchOf;
  /** What patches set in its objects. */
  readonly patches?: readonly PatchedFields[];
}

/**
 * Reads files one after the other: those that are named, whatever their extension, and all manifests below the folders
 * that are named, in the order of their names. A file that is reached on several ways is read once.
 *
 * @param paths files, folders, patterns, and `-` for what was read from standard input
 * @param stdin what was read from standard input
 * @param leavesOut which files and folders are left out; by default none
 */
export function* readSources(
  paths: readonly string[],
  stdin: Uint8Array | undefined,
  unreadable: Unreadable,
  leavesOut: Selection = () => false,
): Generator<Source> {
  const named = namedPaths(paths, unreadable);
  const kustomizations = kustomizationsIn(named, leavesOut);
  const templates = new ChartTemplates();
  const seen = new Set<string>();
  for (const found of filesOf(named, new FolderWalk(unreadable, leavesOut))) {
    const { path: file, real = '', isFound } = found;
    if (file === STDIN) {
      if (!seen.has(STDIN)) {
        yield { file, bytes: stdin ?? new Uint8Array() };
      }
      seen.add(STDIN);
      continue;
    }
    const bytes = seen.has(real) ? undefined : attempt(file, unreadable, () => readFile(file));
    seen.add(real);
    if (bytes !== undefined) {
      const [patchOf, patches] = [kustomizations.patchOf(file, real), kustomizations.patchesFor(real)];
      yield { file, bytes, isFound, isChartTemplate: templates.has(dirname(real)), patchOf, patches };
    }
  }
}

/** Standard input is a file without a real path. */
type FoundFile = Pick<Found, 'path'> & Partial<Found> & Pick<Source, 'isFound'>;

function* filesOf(named: readonly NamedPath[], walk: FolderWalk): Generator<FoundFile> {
  for (const { path, isMatched } of named) {
    if (path === STDIN) {
      yield { path };
      continue;
    }
    for (const found of walk.files(path, isMatched)) {
      yield { ...found, isFound: isMatched || found.path !== path };
    }
  }
}

/** Those of all folders, before the first file is read, since a kustomization may follow what it patches. */
function kustomizationsIn(paths: readonly NamedPath[], leavesOut: Selection): Kustomizations {
  const kustomizations = new Kustomizations();
  // What cannot be read is reported when files are read.
  const walk = new FolderWalk(() => undefined, leavesOut);
  const folders = paths.flatMap(({ path }): Found[] => (path === STDIN ? [] : [...walk.folders(path)]));
  for (const folder of folders) {
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

/** In one buffer of the right size for a file, which matters where there are thousands; other things have no size. */
function readFile(file: string): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const size = fstatSync(descriptor).size;
    let buffer = Buffer.allocUnsafe(size === 0 ? CHUNK : size + 1);
    for (let length = 0; ; ) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, null);
      if (read === 0) {
        return buffer.subarray(0, length);
      }
      length += read;
      requireSize(length);
      if (length === buffer.length) {
        buffer = Buffer.concat([buffer], 2 * length);
      }
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
