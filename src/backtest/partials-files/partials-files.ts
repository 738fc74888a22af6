import { isMap } from '../../base';
import { DEFAULT_DELAY, PARTIALS_COLUMNS, partialsDigest } from '../../evaluation';
import type { BacktestOptions } from '../backtest-options';
import type { DataSetRuns } from '../data-set-runs';
import { findLogFiles, type LogFile, type LogProblems, readValues } from '../reading';
import type { LogsRead } from '../result';
import { AlertPartials } from './alert-partials';
import { BadRow, isPartialsRow } from './partials-row';
import { isPartialsResponse, ResponsePartials } from './response-partials';

const OF_ANOTHER =
  'is of another alert, or of another version of it: its data set, query, aggregateBy, field, period, lookback or --delay differ';

/** Reads the partials of alerts from files: rows that a database computed, or saved answers of a log store. */
export class PartialsFiles {
  /** Alerts with the same digest have the same partials. */
  private readonly rows = new Map<string, AlertPartials[]>();
  private readonly responses: ResponsePartials[] = [];
  /** The digests whose rows are counted: one of each data set. */
  private readonly counted = new Set<string>();
  private readonly read = { files: 0, bytes: 0, rows: 0 };
  private hasResponses = false;

  constructor(
    runs: DataSetRuns,
    private readonly options: BacktestOptions,
    private readonly problems: LogProblems,
  ) {
    for (const dataSet of runs.dataSets) {
      for (const [index, run] of runs.of(dataSet).entries()) {
        const digest = partialsDigest(run.plan, options.delay ?? DEFAULT_DELAY);
        const logs = runs.logsOf(dataSet);
        const alike = this.rows.get(digest) ?? [];
        // What rows say about the logs counts once.
        alike.push(new AlertPartials(run, alike.length === 0 ? logs : undefined, options));
        this.rows.set(digest, alike);
        this.responses.push(new ResponsePartials(run, logs, options));
        if (index === 0) {
          this.counted.add(digest);
        }
      }
    }
  }

  async readAll(paths: readonly string[]): Promise<Omit<LogsRead, 'problems'>> {
    const { signal, onProgress } = this.options;
    const files = await findLogFiles(paths, this.problems, signal);
    const onBytes = (bytes: number) => {
      this.read.bytes += bytes;
      onProgress?.({ ...this.read, totalBytes: undefined, totalFiles: files.length });
    };
    for (const file of files) {
      if (signal?.aborted === true) {
        break;
      }
      await readValues(file, { problems: this.problems, onBytes, signal }, (value, line) =>
        this.take(file, value, line),
      );
      this.read.files += 1;
    }
    for (const response of this.hasResponses ? this.responses : []) {
      response.end();
    }
    return { ...this.read, others: {} };
  }

  private take(file: LogFile, value: unknown, line: number): void {
    for (const each of Array.isArray(value) ? value : [value]) {
      try {
        this.read.rows += this.add(file, each);
      } catch (error) {
        if (!(error instanceof BadRow)) {
          throw error;
        }
        this.problems.line(file.path, line, error.message);
      }
    }
  }

  private add(file: LogFile, value: unknown): number {
    if (isPartialsRow(value)) {
      const digest = String(value[PARTIALS_COLUMNS.digest]);
      const alike = this.rows.get(digest);
      if (alike === undefined) {
        throw new BadRow(OF_ANOTHER);
      }
      const [rows = 0] = alike.map((partials) => partials.add(value));
      return this.counted.has(digest) ? rows : 0;
    }
    if (!isPartialsResponse(value)) {
      throw new BadRow(
        isMap(value)
          ? `has no ${PARTIALS_COLUMNS.digest}: it must be a row of the SQL of explain, or an answer to the request of explain --as partials`
          : 'is not a JSON object',
      );
    }
    return this.addResponse(file, value);
  }

  private addResponse(file: LogFile, value: unknown): number {
    const [response, ...others] = this.responses;
    if (response === undefined || others.length > 0) {
      throw new BadRow('is an answer of a log store, which does not state its alert: pass only one alert');
    }
    this.hasResponses = true;
    this.problems.warn(
      file.path,
      'has answers of a log store about matching rows only: other rows, gaps in the logs and the log settings are not known',
    );
    return response.add(value);
  }
}
