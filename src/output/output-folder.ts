import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { type Finding, FindingsError } from '../base';
import { CollectedFiles } from './collected-files';
import { ExistingFiles } from './existing-files';
import { fileList } from './file-list';
import { FileRecord } from './file-record';
import { FolderLock } from './folder-lock';
import { Spellings } from './spellings';
import { makeFolder, onFiles, targetFolder } from './target-folder';

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
  private readonly existing: ExistingFiles;
  private readonly record: FileRecord;
  private readonly collected: CollectedFiles;
  private readonly left = new Set<string>();
  private readonly changes: string[] = [];
  private recorded: ReadonlySet<string> = new Set();
  private recordedSpellings = new Spellings(() => this.recorded);

  /** @throws FindingsError when it cannot be an output folder */
  constructor(
    private readonly folder: string,
    private readonly options: OutputOptions,
  ) {
    this.existing = new ExistingFiles(onFiles(folder, () => targetFolder(folder)));
    this.record = new FileRecord(this.existing, options.record);
    onFiles(folder, () => this.readRecord());
    this.collected = new CollectedFiles();
  }

  /** For programs that write files themselves. */
  get scratch(): string {
    return this.collected.scratch;
  }

  /**
   * Collects files by their paths.
   *
   * @throws FindingsError with the files of others that are in the way; none of these files is then collected
   */
  add(files: ReadonlyMap<string, string | Buffer>): void {
    const refuse = () =>
      this.refuseOthers(
        [...files.keys()].filter((path) => this.existing.newFolderOf(path) === undefined),
        (path) => Buffer.from(files.get(path) ?? ''),
      );
    onFiles(this.folder, () => {
      try {
        refuse();
      } catch {
        // Another run may have made them since the record was read.
        this.locked(refuse);
      }
    });
    for (const [path, text] of files) {
      this.collected.add(path, text);
    }
  }

  /** Leaves the files of the last run in a folder as they are. */
  leave(folder: string): void {
    this.left.add(folder);
  }

  /** @throws FindingsError when the folder cannot be written, or has files of others that are in the way */
  write(): Written {
    const changed = () => (this.changes.length === 0 ? 'nothing was changed' : `changed: ${fileList(this.changes)}`);
    return this.collected.paths.length + this.recorded.size === 0
      ? { written: 0, unchanged: 0, removed: [] }
      : onFiles(
          this.folder,
          () => this.locked((lock) => this.writeLocked(lock)),
          () => `; ${changed()}; fix this and run again`,
        );
  }

  dispose(): void {
    this.collected.dispose();
  }

  private locked<T>(action: (lock: FolderLock) => T): T {
    makeFolder(this.existing.target);
    const lock = FolderLock.take(this.folder, this.existing.target, this.options.stale);
    try {
      this.readRecord();
      return action(lock);
    } finally {
      lock.release();
    }
  }

  private readRecord(): void {
    this.recorded = this.record.read();
    this.recordedSpellings = new Spellings(() => this.recorded);
  }

  private writeLocked(lock: FolderLock): Written {
    const { existing, collected, left, record } = this;
    const made = collected.paths;
    const newFolders = new Map(made.map((path) => [path, existing.newFolderOf(path)]));
    const isNew = (path: string) => newFolders.get(path) !== undefined;
    this.refuseOthers(
      made.filter((path) => !isNew(path)),
      (path) => collected.get(path),
    );
    const isChanged = (path: string) => lock.keep() && !existing.holds(path, () => collected.get(path));
    const changed = made.filter((path) => isNew(path) || isChanged(path));
    const spellings = new Spellings(() => made);
    const others = [...this.recorded].filter((path) => !collected.has(path) && !this.isOneOf(spellings, path));
    const kept = others.filter((path) => left.has(dirname(path)) && existing.isFile(path));
    const gone = others.filter((path) => !left.has(dirname(path)));
    const removed = gone.filter((path) => existing.isFile(path));
    const nearest = (path: string) => (isNew(path) ? existing.target : existing.nearestFolder(path));
    for (const folder of new Set([...changed, ...removed].map(nearest))) {
      accessSync(folder, constants.W_OK | constants.X_OK);
    }
    record.write([...made, ...others], lock);
    const done = new Set<string | undefined>();
    for (const path of changed) {
      const newFolder = newFolders.get(path);
      lock.replace(path, collected.get(path), done.has(newFolder) ? undefined : newFolder);
      done.add(newFolder);
      this.changes.push(path);
    }
    for (const path of removed) {
      lock.remove(path);
      this.changes.push(path);
    }
    for (const path of gone) {
      lock.whileHeld(() => existing.removeEmptyFolders(dirname(path)));
    }
    record.write([...made, ...kept], lock);
    // Counted from what is there: another program may remove files while they are written.
    const written = changed.filter((path) => existing.isFile(path)).length;
    return { written, unchanged: made.length - changed.length + kept.length, removed };
  }

  private refuseOthers(paths: readonly string[], contentOf: (path: string) => Buffer): void {
    const others = paths.flatMap(
      (path) => this.existing.obstacleAbove(path) ?? (this.isOfOthers(path, contentOf) ? [path] : []),
    );
    if (others.length > 0) {
      throw new FindingsError('output', [...new Set(others)].map(this.options.notOurs));
    }
  }

  private isOfOthers(path: string, contentOf: (path: string) => Buffer): boolean {
    const { existing, record, recorded } = this;
    if (!existing.has(path) || (recorded.has(path) && existing.isFile(path))) {
      return false;
    }
    if (existing.isFile(path) && this.isOneOf(this.recordedSpellings, path)) {
      return false;
    }
    const isUnrecorded = () => !record.isThere && this.options.isOurs?.(existing.textOf(path)) === true;
    return !existing.isFile(path) || !(existing.holds(path, () => contentOf(path)) || isUnrecorded());
  }

  /** Whether a file has another name too, because the file system ignores case. */
  private isOneOf(spellings: Spellings, path: string): boolean {
    const other = spellings.find(path);
    return other !== undefined && this.existing.areSame(path, other);
  }
}
