import { isMap } from '../base';
import type { CalicoRelease } from '../calico';
import type { LogRecord } from '../evaluation';
import { mappingOf } from '../logs';
import { recognize } from './data-set-recognizer';
import type { DataSetRuns } from './data-set-runs';
import { KnownLines, type LineTarget, NeededFields } from './lines';
import {
  type LogFile,
  LogProblems,
  type PagesState,
  type ProblemsState,
  type ReadingOptions,
  ResponsePages,
  type RowTarget,
  readLogFile,
} from './reading';

const UNKNOWN = 'unknown';

/** What was found in one file. */
export interface FileFindings {
  readonly problems: ProblemsState;
  readonly pages: PagesState;
}

/** Reads the rows of files, and gives them to the alerts of their data sets. */
export class FileReader {
  /** All rows, and those that no alert asks for, by data set. */
  readonly read = { rows: 0, others: new Map<string, number>() };
  private readonly lines = new KnownLines();
  private readonly targets = new Map<string, LineTarget>();
  private readonly target: RowTarget = {
    take: (text) => this.lines.take(text),
    // Which rows are looked at as a whole only depends on their places in a file.
    row: (row, isLine) => this.add(recognize(row) ?? UNKNOWN, row, !isLine || this.lines.isSample),
    parsed: (text, value) => this.learn(text, value),
  };

  constructor(
    private readonly runs: Pick<DataSetRuns, 'of' | 'logsOf'>,
    private readonly release: CalicoRelease,
  ) {}

  /** Reads a file. */
  async readFile(file: LogFile, options: Pick<ReadingOptions, 'onBytes' | 'signal' | 'ready'>): Promise<FileFindings> {
    const [problems, pages] = [new LogProblems(), new ResponsePages()];
    this.lines.start();
    await readLogFile(file, { ...options, problems, pages, target: this.target });
    return { problems: problems.state, pages: pages.state };
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
      this.read.others.set(dataSet, (this.read.others.get(dataSet) ?? 0) + 1);
      return;
    }
    this.runs.logsOf(dataSet)?.add(row, isWhole);
    for (const run of runs) {
      run.add(row);
    }
  }
}
