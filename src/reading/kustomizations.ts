import { dirname, join, relative } from 'node:path';
import type { Found } from './folder-walk';
import { type KustomizeFolder, readKustomizeFolder } from './kustomize-folder';
import { type PatchedFields, patchedFields } from './kustomize-patch';

/** What a patch is a patch of. */
export interface PatchOf {
  /** Its file, named as the patch was. */
  readonly kustomization: string;
  /** Whether it is a part of others, by which alone kustomize makes something of it. */
  readonly isComponent?: boolean;
}

/** Knows what kustomize makes of files: which are patches, and which of their objects are patched. */
export class Kustomizations {
  private readonly folders = new Map<string, KustomizeFolder>();
  /** Folders with a kustomization at or above a folder, the nearest first. */
  private readonly above = new Map<string, readonly string[]>();
  /** What becomes of the objects of each file, by kustomizations that were found. */
  private readonly patched = new Map<string, PatchedFields[]>();

  /** Takes note of a folder, whose kustomization may patch objects of other folders. */
  see({ path, real: folder }: Found): void {
    const { kustomization, isComponent, resources, patches } = this.folder(folder);
    if (kustomization === undefined || isComponent) {
      return;
    }
    // A component changes what the kustomization that uses it takes from elsewhere.
    const components = resources.map((resource) => this.folder(resource)).filter((resource) => resource.isComponent);
    const all = [...patches, ...components.flatMap((component) => component.patches)];
    const name = join(path, relative(folder, kustomization));
    const fields = all.flatMap((patch) => patchedFields(patch, name));
    for (const file of fields.length === 0 ? [] : this.filesOf(folder, new Set())) {
      this.patched.set(file, [...(this.patched.get(file) ?? []), ...fields]);
    }
  }

  /** What the kustomizations that were seen set in the objects of a file. */
  patchesFor(real: string): readonly PatchedFields[] {
    return this.patched.get(real) ?? [];
  }

  /** The kustomization that a file is a patch of, in its folder or above, where kustomize allows it. */
  patchOf(file: string, real: string): PatchOf | undefined {
    const folder = dirname(real);
    for (const above of this.kustomizedAbove(folder)) {
      const { kustomization = '', patches, isComponent } = this.folder(above);
      if (patches.some((patch) => patch.file === real)) {
        return { kustomization: join(dirname(file), relative(folder, kustomization)), isComponent };
      }
    }
    return undefined;
  }

  /** The folders with a kustomization, at a folder or above it, up to the top of the project. */
  private kustomizedAbove(folder: string): readonly string[] {
    const pending: string[] = [];
    let top = folder;
    while (!this.above.has(top) && !this.folder(top).isTop) {
      pending.push(top);
      top = dirname(top);
    }
    let known = this.above.get(top) ?? this.withOwn(top, []);
    for (const path of pending.toReversed()) {
      known = this.withOwn(path, known);
    }
    return known;
  }

  private withOwn(folder: string, above: readonly string[]): readonly string[] {
    const list = this.folder(folder).kustomization === undefined ? above : [folder, ...above];
    this.above.set(folder, list);
    return list;
  }

  /** The files of a kustomization and of those that it builds on. */
  private filesOf(folder: string, seen: Set<string>): string[] {
    if (seen.has(folder)) {
      return [];
    }
    seen.add(folder);
    return this.folder(folder).resources.flatMap((path) =>
      this.folder(path).kustomization === undefined ? [path] : this.filesOf(path, seen),
    );
  }

  private folder(path: string): KustomizeFolder {
    const known = this.folders.get(path) ?? readKustomizeFolder(path);
    this.folders.set(path, known);
    return known;
  }
}
