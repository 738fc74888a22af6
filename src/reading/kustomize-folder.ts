import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { valueAt } from '../base';
import { readDocuments } from './documents';
import { realPath } from './file-path';
import { decode } from './source-text';

/** The names under which kustomize looks for its file. */
const NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** No kustomization or patch that somebody wrote is larger. */
const LARGEST = 10_000_000;

/** A patch as a kustomization names it: in a file or written out, with the objects that it is for. */
export interface NamedPatch {
  /** Its file; undefined where it is written out. */
  readonly file?: string;
  readonly text?: string;
  readonly target?: unknown;
}

/** What one folder has to do with kustomize. */
export interface KustomizeFolder {
  /** The file of its kustomization; undefined where it has none. */
  readonly kustomization?: string;
  /** Whether it is a part of others, by which alone kustomize makes something of it. */
  readonly isComponent: boolean;
  /** Whether no folder above belongs to the same project. */
  readonly isTop: boolean;
  /** Files and folders whose objects it takes. */
  readonly resources: readonly string[];
  readonly patches: readonly NamedPatch[];
}

export function readKustomizeFolder(folder: string): KustomizeFolder {
  const isTop = folder === dirname(folder) || exists(join(folder, '.git'));
  const name = NAMES.find((candidate) => exists(join(folder, candidate)));
  if (name === undefined) {
    return { isTop, isComponent: false, resources: [], patches: [] };
  }
  const kustomization = join(folder, name);
  const documents = documentsOf(readText(kustomization));
  return {
    kustomization,
    isTop,
    isComponent: documents.some((data) => valueAt(data, 'kind') === 'Component'),
    resources: documents.flatMap(resourcesOf).map((path) => realPath(resolve(folder, path))),
    patches: documents.flatMap((data) => patchesOf(data, folder)),
  };
}

/** The data of the documents of a text, as far as they can be read. */
export function documentsOf(text: string): unknown[] {
  return [...readDocuments(text)].map(({ content }) => content?.plain.data);
}

/** The text of a file; empty where there is none, or no file that kustomize could read. */
export function readText(path: string): string {
  try {
    const stat = statSync(path);
    return stat.isFile() && stat.size <= LARGEST ? textOf(readFileSync(path)) : '';
  } catch {
    // What cannot be read is reported where it is checked itself.
    return '';
  }
}

function textOf(bytes: Uint8Array): string {
  const { text, problem } = decode(bytes);
  return problem === undefined ? text : '';
}

function resourcesOf(data: unknown): string[] {
  return ['resources', 'bases', 'components'].flatMap((key) => listAt(data, key)).filter(isPath);
}

/** The files that are not objects themselves but change others, and inline patches. */
function patchesOf(data: unknown, folder: string): NamedPatch[] {
  const patchOf = (path: unknown, text: unknown, target?: unknown): NamedPatch[] =>
    isPath(path)
      ? [{ file: realPath(resolve(folder, path)), target }]
      : typeof text === 'string'
        ? [{ text, target }]
        : [];
  return [
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((key) =>
      listAt(data, key).flatMap((entry) =>
        patchOf(valueAt(entry, 'path'), valueAt(entry, 'patch'), valueAt(entry, 'target')),
      ),
    ),
    ...['patchesStrategicMerge', 'transformers'].flatMap((key) =>
      listAt(data, key).flatMap((entry) => patchOf(entry, entry)),
    ),
  ];
}

function listAt(data: unknown, key: string): readonly unknown[] {
  const list = valueAt(data, key);
  return Array.isArray(list) ? list : [];
}

/** A patch that is written out in the kustomization has line breaks or braces. */
function isPath(value: unknown): value is string {
  return typeof value === 'string' && /^[^\n{}]+$/.test(value);
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Such as a path that is too long, or one that may not be looked at.
    return false;
  }
}
