import { isMap } from '../base';
import type { CalicoRelease } from '../calico';
import { isRefusal, type LogRecord, planAlert } from '../evaluation';
import { type ExplainedAlert, reasonText } from '../explain';
import { alertKindOf } from '../kinds';
import { mappingOf } from '../logs';
import { recognize } from './data-set-recognizer';
import { KnownLines, type LineTarget, NeededFields } from './lines';
import { findLogFiles, LogProblems, type RowTarget, readLogFile } from './reading';
import type { AlertResult, BacktestResult } from './result';
import { AlertRun, LogsOfDataSet, type RunOptions } from './running';

/** How far the reading is. */
export interface Progress {
  readonly bytes: number;
  /** The size of all files; undefined if one of them is a pipe. */
  readonly totalBytes: number | undefined;
  readonly rows: number;
  readonly files: number;
  readonly totalFiles: number;
}

/** What a backtest is run with. */
export interface BacktestOptions extends RunOptions {
  readonly release: CalicoRelease;
  /** Ends the reading; the result is about what was read until then. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Runs alerts over logs, and returns what they would have raised. */
export async function backtest(
  alerts: readonly ExplainedAlert[],
  paths: readonly string[],
  options: BacktestOptions,
): Promise<BacktestResult> {
  return new Backtest(alerts, options).run(paths);
}

interface Candidate {
  readonly alert: ExplainedAlert;
  readonly run: AlertRun | undefined;
  readonly reasons: readonly string[];
}

const UNKNOWN = 'unknown';

class Backtest {
  private readonly problems = new LogProblems();
  private readonly candidates: readonly Candidate[];
  private readonly runs = new Map<string, AlertRun[]>();
  private readonly logs = new Map<string, LogsOfDataSet>();
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
    alerts: readonly ExplainedAlert[],
    private readonly options: BacktestOptions,
  ) {
    this.candidates = alerts.map((alert) => candidateOf(alert, options, alerts.length));
    for (const { run } of this.candidates) {
      if (run !== undefined) {
        const { dataSet } = run.plan.model;
        this.runs.set(dataSet, [...(this.runs.get(dataSet) ?? []), run]);
        this.logs.set(dataSet, new LogsOfDataSet(dataSet));
      }
    }
  }

  async run(paths: readonly string[]): Promise<BacktestResult> {
    await this.readAll(paths);
    return {
      alerts: this.candidates.map((candidate) => this.resultOf(candidate)),
      logs: { ...this.read, others: Object.fromEntries(this.others), problems: this.problems.all },
      isPartial: this.isInterrupted,
      dispose: () => this.dispose(),
    };
  }

  private get isInterrupted(): boolean {
    return this.options.signal?.aborted === true;
  }

  private dispose(): void {
    for (const { run } of this.candidates) {
      run?.dispose();
    }
  }

  private async readAll(paths: readonly string[]): Promise<void> {
    const { signal, onProgress } = this.options;
    const files = findLogFiles(paths, this.problems);
    const isSized = files.every(({ size }) => size !== undefined);
    const totalBytes = isSized ? files.reduce((sum, { size = 0 }) => sum + size, 0) : undefined;
    const onBytes = (bytes: number) => {
      this.read.bytes += bytes;
      onProgress?.({ ...this.read, totalBytes, totalFiles: files.length });
    };
    for (const file of files) {
      if (this.isInterrupted) {
        return;
      }
      await readLogFile(file, { problems: this.problems, target: this.target, onBytes, signal });
      this.read.files += this.isInterrupted ? 0 : 1;
    }
  }

  private targetOf(dataSet: string): LineTarget | undefined {
    const mapping = mappingOf(dataSet, this.options.release);
    const needed = new Set((this.runs.get(dataSet) ?? []).flatMap((run) => run.needed));
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
    const runs = this.runs.get(dataSet);
    if (runs === undefined) {
      this.others.set(dataSet, (this.others.get(dataSet) ?? 0) + 1);
      return;
    }
    this.logs.get(dataSet)?.add(row, isWhole);
    for (const run of runs) {
      run.add(row);
    }
  }

  private resultOf({ alert, run, reasons }: Candidate): AlertResult {
    const { file, object, name, dataSet, release, verdict } = alert;
    const logs = this.logs.get(dataSet);
    const outcome = run && logs && run.outcome(logs, alert.logs);
    return { file, object, name, dataSet, release, verdict, reasons, outcome };
  }
}

function candidateOf(alert: ExplainedAlert, options: BacktestOptions, alerts: number): Candidate {
  const { manifest, verdict } = alert;
  const reasons = alert.reasons.map(reasonText);
  const model = alertKindOf(manifest)?.readAlert(manifest, options.release);
  if (model === undefined || verdict === 'refused' || verdict === 'unknown') {
    return { alert, run: undefined, reasons };
  }
  const plan = planAlert(model);
  return isRefusal(plan)
    ? { alert, run: undefined, reasons: reasons.length > 0 ? reasons : [plan.refused] }
    : { alert, run: new AlertRun(plan, options, alerts), reasons };
}
