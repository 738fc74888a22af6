import { isMap } from '../base';
import type { CalicoRelease } from '../calico';
import type { LogRecord } from '../evaluation';
import { mappingOf } from '../logs';
import type { AlertRuns } from './alert-runs';
import type { BacktestOptions } from './backtest';
import { recognize } from './data-set-recognizer';
import { KnownLines, type LineTarget, NeededFields } from './lines';
import { findLogFiles, type LogProblems, ResponsePages, type RowTarget, readLogFile } from './reading';
import type { LogsRead } from './result';

const UNKNOWN = 'unknown';

/** Reads the logs of alerts from files. */
export class FileLogs {
  private readonly pages = new ResponsePages();
  private readonly others = new Map<string, number>();
  private readonly lines = new KnownLines();
  private readonly targets = new Map<string, LineTarget>();
  private readonly target: RowTarget = {
    take: (text) => this.lines.take(text),
    row: (row) => this.add(recognize(row) ?? UNKNOWN, row, true),
    parsed: (text, value) => this.learn(text, value),
  };
  private readonly read = { files: 0, bytes: 0, rows: 0 };

  constructor(
    private readonly runs: Pick<AlertRuns, 'of' | 'logsOf'>,
    private readonly release: CalicoRelease,
    private readonly problems: LogProblems,
  ) {}

  /** Reads all files below paths. */
  async readAll(
    paths: readonly string[],
    { signal, onProgress }: Pick<BacktestOptions, 'signal' | 'onProgress'>,
  ): Promise<Omit<LogsRead, 'problems'>> {
    const files = findLogFiles(paths, this.problems);
    const isSized = files.every(({ size }) => size !== undefined);
    const totalBytes = isSized ? files.reduce((sum, { size = 0 }) => sum + size, 0) : undefined;
    const onBytes = (bytes: number) => {
      this.read.bytes += bytes;
      onProgress?.({ ...this.read, totalBytes, totalFiles: files.length });
    };
    for (const file of files) {
      if (isAborted(signal)) {
        break;
      }
      await readLogFile(file, { problems: this.problems, target: this.target, pages: this.pages, onBytes, signal });
      this.read.files += isAborted(signal) ? 0 : 1;
    }
    this.pages.report(this.problems);
    return { ...this.read, others: Object.fromEntries(this.others) };
  }

  private targetOf(dataSet: string): LineTarget | undefined {
    const mapping = mappingOf(dataSet, this.release);
    const needed = new Set(this.runs.of(dataSet).flatMap((run) => run.needed));
    return (
      mapping && {
        fields: new NeededFields(mapping, needed),
        onFields: (fields) => this.add(dataSet, fields, false),
      }
    );
  }

  private learn(text: string, value: unknown): void {
    const row = isMap(value) && isMap(value['_source']) ? value['_source'] : value;
    const dataSet = this.lines.isLearning && isMap(row) ? recognize(row) : undefined;
    if (dataSet !== undefined) {
      const target = this.targets.get(dataSet) ?? this.targetOf(dataSet);
      if (target !== undefined) {
        this.targets.set(dataSet, target);
        this.lines.learn(text, value, target);
      }
    }
  }

  private add(dataSet: string, row: LogRecord, isWhole: boolean): void {
    this.read.rows += 1;
    const runs = this.runs.of(dataSet);
    if (runs.length === 0) {
      this.others.set(dataSet, (this.others.get(dataSet) ?? 0) + 1);
      return;
    }
    this.runs.logsOf(dataSet)?.add(row, isWhole);
    for (const run of runs) {
      run.add(row);
    }
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
