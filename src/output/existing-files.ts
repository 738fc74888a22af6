import { lstatSync, readdirSync, readFileSync, rmdirSync, type Stats } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What a folder contains, by paths below it, with `/` on every system. Links are not followed. */
export class ExistingFiles {
  /** @param target the real path of the folder */
  constructor(readonly target: string) {}

  /** All files with their content. */
  all(): Map<string, Buffer> {
    const entries = readdirSync(this.target, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
    return new Map(paths.sort().map((path) => [relative(this.target, path).split(sep).join('/'), readFileSync(path)]));
  }

  has(path: string): boolean {
    return this.entryAt(path) !== undefined;
  }

  /** The folder at the top that a file is in, if that does not exist: nothing can be in the way of the file. */
  newFolderOf(path: string): string | undefined {
    const [top = ''] = path.split('/', 1);
    return top === path || this.has(top) ? undefined : top;
  }

  isFile(path: string): boolean {
    return this.entryAt(path)?.isFile() === true;
  }

  /** Whether two paths lead to the same file, as they may on a file system that ignores case. */
  areSame(path: string, other: string): boolean {
    const [one, two] = [this.entryAt(path), this.entryAt(other)];
    return one !== undefined && one.ino === two?.ino && one.dev === two.dev;
  }

  /** Whether a file with this content exists. */
  holds(path: string, content: () => Buffer): boolean {
    return this.isFile(path) && readFileSync(join(this.target, path)).equals(content());
  }

  /** Empty if there is no such file. */
  textOf(path: string): string {
    return this.has(path) ? readFileSync(join(this.target, path), 'utf8') : '';
  }

  /** The first entry on the way to a file that is not a folder, such as a link that leads elsewhere. */
  obstacleAbove(path: string): string | undefined {
    const above = dirname(path);
    if (above === '.') {
      return undefined;
    }
    const isObstacle = this.entryAt(above)?.isDirectory() === false;
    return this.obstacleAbove(above) ?? (isObstacle ? above : undefined);
  }

  /** The folder in which a file is, or is created with the folders that it needs. */
  nearestFolder(path: string): string {
    const above = dirname(path);
    return above === '.' || this.has(above) ? join(this.target, above) : this.nearestFolder(above);
  }

  /** A folder and those above it, as long as they are empty or do not exist. */
  removeEmptyFolders(path: string): void {
    const folder = join(this.target, path);
    if (path === '.' || (this.has(path) && readdirSync(folder).length > 0)) {
      return;
    }
    if (this.has(path)) {
      rmdirSync(folder);
    }
    this.removeEmptyFolders(dirname(path));
  }

  private entryAt(path: string): Stats | undefined {
    return lstatSync(join(this.target, path), { throwIfNoEntry: false });
  }
}
