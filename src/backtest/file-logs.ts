import type { CalicoRelease } from '../calico';
import type { BacktestOptions } from './backtest-options';
import type { DataSetRuns } from './data-set-runs';
import { type FileFindings, FileReader } from './file-reader';
import { type JobSetup, readInJobs } from './jobs';
import { findLogFiles, type LogFile, type LogProblems, ResponsePages } from './reading';
import type { LogsRead } from './result';

/** Files with fewer bytes are read before another thread would have started. */
const SMALL = 16_000_000;

/** What files are read with. */
export interface FileLogsOptions {
  readonly release: CalicoRelease;
  readonly problems: LogProblems;
  /** The alerts as other threads need them; without it, there is only one thread. */
  readonly inThreads?: { readonly setup: JobSetup; readonly runs: DataSetRuns };
}

/** Reads the logs of alerts from files, in several threads if there are several files. */
export class FileLogs {
  private readonly pages = new ResponsePages();
  private readonly read = { files: 0, bytes: 0 };
  private readonly reader: FileReader;
  private readonly problems: LogProblems;
  private readonly inThreads: FileLogsOptions['inThreads'];

  constructor(runs: Pick<DataSetRuns, 'of' | 'logsOf'>, { release, problems, inThreads }: FileLogsOptions) {
    this.problems = problems;
    this.inThreads = inThreads;
    this.reader = new FileReader(runs, release);
  }

  /** Reads all files below paths. */
  async readAll(
    paths: readonly string[],
    { signal, onProgress, jobs, program }: Pick<BacktestOptions, 'signal' | 'onProgress' | 'jobs' | 'program'>,
  ): Promise<Omit<LogsRead, 'problems'>> {
    const files = await findLogFiles(paths, this.problems, signal);
    const isSized = files.every(({ size }) => size !== undefined);
    const totalBytes = isSized ? files.reduce((sum, { size = 0 }) => sum + size, 0) : undefined;
    const others = { rows: 0, byDataSet: new Map<string, number>() };
    const onRead = (bytes: number, more: number) => {
      this.read.bytes += bytes;
      others.rows += more;
      const rows = this.reader.read.rows + others.rows;
      onProgress?.({ ...this.read, rows, totalBytes, totalFiles: files.length });
    };
    const threads = jobsFor(files, jobs ?? { most: 1, isDefault: true });
    if (threads > 1 && program !== undefined && this.inThreads !== undefined) {
      const readHere = (file: LogFile, ended: AbortSignal) =>
        this.reader.readFile(file, { onBytes: (bytes) => onRead(bytes, 0), signal: ended });
      const pool = { ...this.inThreads, program, threads: threads - 1, signal, onRead, readHere };
      await readInJobs(files, pool, others.byDataSet, (findings) => this.take(findings));
    } else {
      await this.readHere(files, (bytes) => onRead(bytes, 0), signal);
    }
    this.pages.report(this.problems);
    const { read } = this.reader;
    for (const [dataSet, rows] of read.others) {
      others.byDataSet.set(dataSet, (others.byDataSet.get(dataSet) ?? 0) + rows);
    }
    const named = [...others.byDataSet].sort(([left], [right]) => (left < right ? -1 : 1));
    return { ...this.read, rows: read.rows + others.rows, others: Object.fromEntries(named) };
  }

  private async readHere(
    files: readonly LogFile[],
    onBytes: (bytes: number) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    for (const file of files) {
      if (isAborted(signal)) {
        return;
      }
      const findings = await this.reader.readFile(file, { onBytes, signal });
      this.take(isAborted(signal) ? { ...findings, isWhole: false } : findings);
    }
  }

  /** In the order of the files. */
  private take({ problems, pages, isWhole = true }: FileFindings & { readonly isWhole?: boolean }): void {
    this.problems.absorb(problems);
    this.pages.absorb(pages);
    this.read.files += isWhole ? 1 : 0;
  }
}

/** Only whole files are read by a thread, and pipes can only be read by this one. */
function jobsFor(files: readonly LogFile[], { most, isDefault }: { most: number; isDefault: boolean }): number {
  const bytes = files.reduce((sum, { size = 0 }) => sum + size, 0);
  if (files.some(({ size }) => size === undefined) || (isDefault && bytes < SMALL)) {
    return 1;
  }
  return Math.min(most, files.length);
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
