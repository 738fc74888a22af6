import { lstatSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { attempt, type Unreadable } from './attempt';
import { realPath } from './file-path';
import type { Selection } from './selection';

/** What `kubectl apply -f FOLDER` reads. */
const EXTENSIONS: readonly string[] = ['.yaml', '.yml', '.json'];

/** Whether the name of a file says that it contains manifests. */
export function isManifestName(name: string): boolean {
  return EXTENSIONS.includes(extname(name));
}

/** A file or a folder, as it was named or found. */
export interface Found {
  readonly path: string;
  /** Without symbolic links. */
  readonly real: string;
}

/** Walks folders in the order of their names; each folder once, which ends loops of symbolic links. */
export class FolderWalk {
  private readonly seen = new Set<string>();

  /** @param leavesOut whether a folder or a file is left out */
  constructor(
    private readonly unreadable: Unreadable,
    private readonly leavesOut: Selection = () => false,
  ) {}

  /**
   * The file of this path, or all manifests in the folder of this path and below it.
   *
   * @param isMatched whether a pattern led to it, so it was found, and not named itself
   */
  *files(path: string, isMatched = false): Generator<Found> {
    const isFolder = attempt(path, this.unreadable, () => statSync(path).isDirectory());
    const found = { path, real: realPath(path) };
    const named = isMatched ? realPath('.') : undefined;
    if (isFolder === undefined || this.leavesOut({ real: found.real, isFolder, named })) {
      return;
    }
    if (isFolder) {
      yield* this.below(found, 'files', found.real);
    } else {
      yield found;
    }
  }

  /** The folder of this path, and those below it. */
  *folders(path: string): Generator<Found> {
    const isFolder = attempt(path, this.unreadable, () => statSync(path).isDirectory());
    const real = realPath(path);
    if (isFolder && !this.leavesOut({ real, isFolder })) {
      yield* this.below({ path, real }, 'folders', real);
    }
  }

  /** @param named the folder that was named */
  private *below(folder: Found, wanted: 'files' | 'folders', named: string): Generator<Found> {
    if (this.seen.has(folder.real)) {
      return;
    }
    this.seen.add(folder.real);
    if (wanted === 'folders') {
      yield folder;
    }
    for (const name of attempt(folder.path, this.unreadable, () => this.namesIn(folder.path)) ?? []) {
      const entry = this.entry(folder, name);
      if (entry === undefined || this.leavesOut({ real: entry.real, isFolder: entry.isFolder, named })) {
        continue;
      }
      if (entry.isFolder) {
        yield* this.below(entry, wanted, named);
      } else if (wanted === 'files') {
        yield entry;
      }
    }
  }

  /** Names that a string cannot hold are reported. */
  private namesIn(folder: string): string[] {
    const names = readdirSync(folder, { encoding: 'buffer' }).map((bytes) => ({ bytes, name: bytes.toString() }));
    for (const { bytes, name } of names) {
      if (!Buffer.from(name).equals(bytes) && !isPassedOver(name)) {
        this.unreadable(join(folder, name), 'its name is not valid UTF-8; rename it');
      }
    }
    return names
      .filter(({ bytes, name }) => Buffer.from(name).equals(bytes))
      .map(({ name }) => name)
      .sort();
  }

  private entry(folder: Found, name: string): (Found & { readonly isFolder: boolean }) | undefined {
    const path = join(folder.path, name);
    const isManifest = isManifestName(name);
    const found = attempt(path, this.unreadable, () => {
      const stat = statSync(path, { throwIfNoEntry: isManifest });
      // The real path of what is not a link is known without another walk from the root.
      const real = lstatSync(path).isSymbolicLink() ? realPath(path) : join(folder.real, name);
      return { path, real, isFolder: stat?.isDirectory() === true, isFile: stat?.isFile() === true };
    });
    if (found === undefined || found.isFolder) {
      return found?.isFolder && !isPassedOver(name) ? found : undefined;
    }
    if (isManifest && !found.isFile) {
      this.unreadable(path, 'it is neither a file nor a folder');
    }
    return isManifest && found.isFile ? found : undefined;
  }
}

/** Packages and hidden folders do not contain the user's own manifests; they are only checked if they are named. */
function isPassedOver(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}
