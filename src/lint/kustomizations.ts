import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { valueAt } from '../manifest';
import { PlainData } from './plain-data';
import { decode } from './source-text';
import { YamlReader } from './yaml-documents';

/** The names under which kustomize looks for its file. */
const NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** No kustomization that somebody wrote is larger. */
const LARGEST = 10_000_000;

/** What a patch is a patch of. */
export interface PatchOf {
  /** Its file, named as the patch was. */
  readonly kustomization: string;
  /** Whether it is a part of others, by which alone kustomize makes something of it. */
  readonly isComponent?: boolean;
}

/** Knows which files are patches of a kustomization in their folder or above, where kustomize allows them. */
export class Kustomizations {
  /** By folder: the files that its kustomization names as patches, and its own path. */
  private readonly folders = new Map<string, Folder>();

  /** The kustomization that a file is a patch of, if it is one. */
  patched(file: string): PatchOf | undefined {
    const path = realPath(file);
    let below = '';
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const known = this.folder(folder);
      if (known.patches.has(path)) {
        return { kustomization: join(dirname(file), below, known.name), isComponent: known.isComponent };
      }
      if (known.isTop) {
        return undefined;
      }
      below = join(below, '..');
    }
  }

  private folder(path: string): Folder {
    const known = this.folders.get(path) ?? readFolder(path);
    this.folders.set(path, known);
    return known;
  }
}

interface Folder {
  /** Of the kustomization's file; empty where there is none. */
  readonly name: string;
  readonly patches: ReadonlySet<string>;
  readonly isComponent: boolean;
  /** Whether no folder above belongs to the same project. */
  readonly isTop: boolean;
}

function readFolder(folder: string): Folder {
  const isTop = folder === dirname(folder) || exists(join(folder, '.git'));
  const name = NAMES.find((candidate) => exists(join(folder, candidate))) ?? '';
  const documents = name === '' ? [] : documentsOf(join(folder, name));
  const isComponent = documents.some((data) => valueAt(data, 'kind') === 'Component');
  const patches = new Set(documents.flatMap(patchesOf).map((patch) => realPath(resolve(folder, patch))));
  return { name, isTop, isComponent, patches };
}

function documentsOf(path: string): unknown[] {
  try {
    if (!statSync(path).isFile() || statSync(path).size > LARGEST) {
      return [];
    }
    const { text, problem } = decode(readFileSync(path));
    return problem === undefined ? [...new YamlReader().documents(text)].map(dataOf) : [];
  } catch {
    // What cannot be read is reported where it is checked itself.
    return [];
  }
}

function dataOf({
  content,
  problems,
}: {
  content?: ConstructorParameters<typeof PlainData>[0];
  problems: readonly unknown[];
}) {
  return content === undefined || problems.length > 0 ? undefined : new PlainData(content).data;
}

/** The files that are no objects by themselves, but changes of others. */
function patchesOf(data: unknown): string[] {
  const listOf = (key: string): unknown[] => {
    const list = valueAt(data, key);
    return Array.isArray(list) ? list : [];
  };
  const paths = ['patches', 'patchesJson6902', 'replacements'].flatMap((key) =>
    listOf(key).map((entry) => valueAt(entry, 'path')),
  );
  const names = ['patchesStrategicMerge', 'transformers'].flatMap(listOf);
  // A patch that is written out in the kustomization has line breaks or braces.
  return [...paths, ...names].filter((name): name is string => typeof name === 'string' && /^[^\n{}]+$/.test(name));
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
