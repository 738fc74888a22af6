import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Finding, FindingsError } from '../base';
import { CollectedFiles } from './collected-files';
import { FolderLock } from './folder-lock';
import { makeFolder, onFiles, targetFolder } from './target-folder';

/** A path below the folder, without hidden parts: a record that was edited by hand must not lead anywhere else. */
const LEGAL_PATH = /^(?!\.)(?!.*\/(\.|\/|$))[^\\/][^\\]*$/;

/** What a run did. */
export interface Written {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: readonly string[];
}

export interface OutputOptions {
  /** Name of the file that lists the files of the last run, one per line. Without an extension kubectl does not read it. */
  readonly record: string;

  /** Reports a file of others that has the path of one of ours. */
  readonly notOurs: (path: string) => Finding;

  /** Whether a file in a folder without a record is ours. */
  readonly isOurs?: (text: string) => boolean;

  /** After how many milliseconds without a sign of life another run counts as killed. */
  readonly stale?: number;
}

/**
 * The one way in which files are written. They are collected first, so a run that fails before `write` has changed
 * nothing. Then each changed file is replaced in one step, and files of the last run that were not made again are removed.
 * Files of others are never overwritten or removed. The record is extended before any file is written, so the run after a
 * killed one knows which files are ours.
 */
export class OutputFolder {
  private readonly target: string;
  private readonly files: CollectedFiles;
  private readonly left = new Set<string>();
  private recorded: ReadonlySet<string>;
  private changes = 0;

  /** @throws FindingsError when it cannot be an output folder */
  constructor(
    private readonly folder: string,
    private readonly options: OutputOptions,
  ) {
    this.target = onFiles(folder, () => targetFolder(folder));
    this.recorded = onFiles(folder, () => this.readRecord());
    this.files = new CollectedFiles();
  }

  /** For programs that write files themselves. */
  get scratch(): string {
    return this.files.scratch;
  }

  /**
   * Collects files by their paths.
   *
   * @throws FindingsError with the files of others that are in the way; none of these files is then collected
   */
  add(files: ReadonlyMap<string, string | Buffer>): void {
    const refuse = () => this.refuseOthers(files.keys(), (path) => Buffer.from(files.get(path) ?? ''));
    onFiles(this.folder, () => {
      try {
        refuse();
      } catch {
        // Another run may have made them since the record was read.
        this.locked(refuse);
      }
    });
    for (const [path, text] of files) {
      this.files.add(path, text);
    }
  }

  /** Leaves the files of the last run in a folder as they are. */
  leave(folder: string): void {
    this.left.add(folder);
  }

  /** @throws FindingsError when the folder cannot be written, or has files of others that are in the way */
  write(): Written {
    const outcome = () => `; ${this.changes || 'no'} files were changed before that; fix this and run again`;
    const isNothing = this.files.paths.length + this.recorded.size === 0;
    return isNothing
      ? { written: 0, unchanged: 0, removed: [] }
      : onFiles(this.folder, () => this.locked((lock) => this.writeLocked(lock)), outcome);
  }

  dispose(): void {
    this.files.dispose();
  }

  private locked<T>(action: (lock: FolderLock) => T): T {
    makeFolder(this.target);
    const lock = FolderLock.take(this.folder, this.target, this.options.stale);
    try {
      this.recorded = this.readRecord();
      return action(lock);
    } finally {
      lock.release();
    }
  }

  private writeLocked(lock: FolderLock): Written {
    const made = this.files.paths;
    const textOf = (path: string) => this.files.get(path);
    this.refuseOthers(made, textOf);
    const changed = made.filter((path) => lock.keep() && !this.holds(path, textOf));
    const others = [...this.recorded].filter((path) => !this.files.has(path));
    const left = others.filter((path) => this.left.has(dirname(path)) && this.isFile(path));
    const gone = others.filter((path) => !this.left.has(dirname(path)));
    const removed = gone.filter((path) => this.isFile(path));
    for (const folder of new Set(
      [...changed, ...removed].map((path) => nearestFolder(dirname(join(this.target, path)))),
    )) {
      accessSync(folder, constants.W_OK);
    }
    this.putRecord([...made, ...others], lock);
    for (const path of changed) {
      this.put(path, this.files.get(path), lock);
      this.changes += 1;
    }
    for (const path of removed.filter(() => lock.keep())) {
      rmSync(join(this.target, path));
      this.changes += 1;
    }
    for (const path of gone) {
      this.removeEmptyFolders(dirname(path));
    }
    this.putRecord([...made, ...left], lock);
    // Counted from what is there: another program may remove files while they are written.
    const written = changed.filter((path) => this.isFile(path)).length;
    return { written, unchanged: made.length - changed.length + left.length, removed };
  }

  private put(path: string, text: string | Buffer, lock: FolderLock): void {
    lock.keep();
    const [fresh, file] = [join(lock.path, 'fresh'), join(this.target, path)];
    writeFileSync(fresh, text);
    makeFolder(dirname(file));
    renameSync(fresh, file);
  }

  private putRecord(paths: readonly string[], lock: FolderLock): void {
    const record = paths.map((path) => `${path}\n`).sort();
    if (record.join('') !== this.textOf(this.options.record)) {
      this.put(this.options.record, record.join(''), lock);
    }
  }

  /** Also those in which a killed run had not written anything yet, or which are not there at all. */
  private removeEmptyFolders(below: string): void {
    if (below === '.' || (this.entryAt(below) !== undefined && readdirSync(join(this.target, below)).length > 0)) {
      return;
    }
    if (this.entryAt(below) !== undefined) {
      rmdirSync(join(this.target, below));
    }
    this.removeEmptyFolders(dirname(below));
  }

  private readRecord(): Set<string> {
    const lines = this.textOf(this.options.record).split(/\r?\n/);
    return new Set(lines.filter((path) => LEGAL_PATH.test(path) && !this.obstacleAbove(path)));
  }

  private refuseOthers(paths: Iterable<string>, textOf: (path: string) => Buffer): void {
    const others = [...paths].flatMap(
      (path) => this.obstacleAbove(path) ?? (this.isOfOthers(path, textOf) ? [path] : []),
    );
    if (others.length > 0) {
      throw new FindingsError('output', [...new Set(others)].map(this.options.notOurs));
    }
  }

  /** The first entry on the way to a file that is not a folder, such as a link that leads elsewhere. */
  private obstacleAbove(path: string): string | undefined {
    const above = dirname(path);
    const isObstacle = above !== '.' && this.entryAt(above)?.isDirectory() === false;
    return above === '.' ? undefined : (this.obstacleAbove(above) ?? (isObstacle ? above : undefined));
  }

  private isOfOthers(path: string, textOf: (path: string) => Buffer): boolean {
    if (this.entryAt(path) === undefined || (this.recorded.has(path) && this.isFile(path))) {
      return false;
    }
    const { record, isOurs = () => false } = this.options;
    const isUnrecorded = () => this.entryAt(record) === undefined && isOurs(this.textOf(path));
    return !this.isFile(path) || !(this.holds(path, textOf) || isUnrecorded());
  }

  private holds(path: string, textOf: (path: string) => Buffer): boolean {
    return this.isFile(path) && readFileSync(join(this.target, path)).equals(textOf(path));
  }

  private isFile(path: string): boolean {
    return this.entryAt(path)?.isFile() === true;
  }

  private textOf(path: string): string {
    return this.entryAt(path) === undefined ? '' : readFileSync(join(this.target, path), 'utf8');
  }

  private entryAt(path: string): Stats | undefined {
    return lstatSync(join(this.target, path), { throwIfNoEntry: false });
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
