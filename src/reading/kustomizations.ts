import { dirname, join, relative } from 'node:path';
import { realPath } from './file-path';
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
  /** What becomes of the objects of each file, by kustomizations that were found. */
  private readonly patched = new Map<string, PatchedFields[]>();

  /** Takes note of a folder, whose kustomization may patch objects of other folders. */
  see(path: string): void {
    const folder = realPath(path);
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
  patchesFor(file: string): readonly PatchedFields[] {
    return this.patched.get(realPath(file)) ?? [];
  }

  /** The kustomization that a file is a patch of, in its folder or above, where kustomize allows it. */
  patchOf(file: string): PatchOf | undefined {
    const path = realPath(file);
    let below = '';
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const { kustomization, patches, isComponent, isTop } = this.folder(folder);
      if (kustomization !== undefined && patches.some((patch) => patch.file === path)) {
        return { kustomization: join(dirname(file), below, relative(folder, kustomization)), isComponent };
      }
      if (isTop) {
        return undefined;
      }
      below = join(below, '..');
    }
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
