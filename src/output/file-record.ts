import type { ExistingFiles } from './existing-files';
import type { FolderLock } from './folder-lock';

/** A path below the folder, without hidden parts: a record that was edited by hand must not lead anywhere else. */
const LEGAL_PATH = /^(?!\.)(?!.*\/(\.|\/|$))[^\\/][^\\]*$/;

/** The file in an output folder that lists the files of the last run, one per line. */
export class FileRecord {
  /** @param name without an extension, so kubectl does not read it */
  constructor(
    private readonly existing: ExistingFiles,
    private readonly name: string,
  ) {}

  get isThere(): boolean {
    return this.existing.has(this.name);
  }

  read(): Set<string> {
    const lines = this.existing.textOf(this.name).split(/\r?\n/);
    return new Set(lines.filter((path) => LEGAL_PATH.test(path) && !this.existing.obstacleAbove(path)));
  }

  write(paths: readonly string[], lock: FolderLock): void {
    const lines = paths.map((path) => `${path}\n`).sort();
    if (lines.join('') !== this.existing.textOf(this.name)) {
      lock.replace(this.name, lines.join(''));
    }
  }
}
