import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { globPaths, isGlob, realPath, reasonOf, STDIN } from '../../reading';
import { withoutCompressedCopies } from './compressed-copies';
import { withoutCopies } from './copies';
import { FileSteps } from './file-steps';
import type { LogFile } from './log-file';
import type { LogProblems } from './problems';

/** Names of files in a folder that are read: rotated files and those of archives on S3 too. */
const LOG_NAME = /\.(?:ndjson|jsonl|json|log)(?:\.\d{1,9})?(?:\.gz)?$|\.gz$/i;

/**
 * Finds the files of logs: those that are named, whatever they are called, those that a pattern matches, and in folders
 * those whose names say that they are logs. A file that is reached in several ways, or has the same content as another
 * one, is only read once.
 */
export async function findLogFiles(
  paths: readonly string[],
  problems: LogProblems,
  signal?: AbortSignal,
): Promise<LogFile[]> {
  const steps = new FileSteps(signal);
  const search = new Search(problems, steps);
  for (const path of paths) {
    await search.addPath(path);
  }
  return withoutCompressedCopies(await withoutCopies(search.files, problems, steps), problems, signal);
}

class Search {
  readonly files: LogFile[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly problems: LogProblems,
    private readonly steps: FileSteps,
  ) {}

  async addPath(path: string): Promise<void> {
    if (path === STDIN) {
      this.files.push({ path: STDIN, size: undefined });
      return;
    }
    const before = this.files.length;
    const isPattern = isGlob(path) && !exists(path);
    for (const found of isPattern ? globPaths(path) : [path]) {
      await this.addFound(found, isPattern);
    }
    if (isPattern && this.files.length === before) {
      this.problems.fatal(path, 'matches no log file');
    }
  }

  /** @param isMatched whether a pattern led to it, which may also match other files */
  private async addFound(path: string, isMatched: boolean): Promise<void> {
    try {
      const stat = statSync(path);
      if (stat.isDirectory()) {
        await this.addFolder(path);
      } else if (!isMatched || LOG_NAME.test(path)) {
        this.addFile(path, stat.isFile() ? stat.size : undefined);
      }
    } catch (error) {
      this.problems.fatal(path, `cannot be read: ${reasonOf(error)}`);
    }
  }

  private async addFolder(folder: string): Promise<void> {
    if (!this.isNew(folder)) {
      return;
    }
    const before = this.files.length;
    await this.addEntries(folder);
    if (this.files.length === before) {
      this.problems.warn(
        folder,
        'contains no log file: in folders, files with the extensions .ndjson, .jsonl, .json, .log and .gz are read',
      );
    }
  }

  private async addEntries(folder: string): Promise<void> {
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || (!entry.isDirectory() && !entry.isSymbolicLink() && !LOG_NAME.test(path))) {
        continue;
      }
      if (!(await this.steps.goOn())) {
        return;
      }
      await this.addEntry(path);
    }
  }

  private async addEntry(path: string): Promise<void> {
    try {
      const stat = statSync(path);
      if (stat.isDirectory()) {
        if (this.isNew(path)) {
          await this.addEntries(path);
        }
      } else if (stat.isFile() && LOG_NAME.test(path)) {
        this.addFile(path, stat.size);
      }
    } catch (error) {
      this.problems.fatal(path, `cannot be read: ${reasonOf(error)}`);
    }
  }

  private addFile(path: string, size: number | undefined): void {
    if (this.isNew(path)) {
      this.files.push({ path, size });
    }
  }

  private isNew(path: string): boolean {
    const real = realPath(path);
    const isNew = !this.seen.has(real);
    this.seen.add(real);
    return isNew;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
