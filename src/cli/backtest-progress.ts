import type { SingleBar } from 'cli-progress';
import type { Progress } from '../backtest';

const BAR = {
  format: 'backtest {bar} {percentage} %, {rows} rows, {rate} rows/s, {eta_formatted} left',
  clearOnComplete: true,
  barsize: 30,
  fps: 10,
  gracefulExit: false,
  etaBuffer: 50,
};

/** The time between two lines where there is no terminal. */
const LINE_TIME = 10_000;

const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** The part of a stream that is used. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows on standard error how far the reading is: a bar on a terminal, a line from time to time elsewhere. */
export class BacktestProgress {
  private readonly start: number;
  private bar: SingleBar | undefined;
  private lastLine: number;

  constructor(
    private readonly stream: ProgressStream,
    private readonly now: () => number = Date.now,
  ) {
    this.start = now();
    this.lastLine = this.start;
  }

  update(progress: Progress): void {
    if (this.stream.isTTY === true && progress.totalBytes !== undefined && progress.totalBytes > 0) {
      this.draw(progress, progress.totalBytes);
    } else if (this.now() - this.lastLine >= LINE_TIME) {
      this.lastLine = this.now();
      this.stream.write(`backtest: ${this.lineOf(progress)}\n`);
    }
  }

  /** Removes the bar. */
  stop(): void {
    this.bar?.stop();
  }

  private draw(progress: Progress, totalBytes: number): void {
    const payload = { rows: NUMBERS.format(progress.rows), rate: NUMBERS.format(this.rateOf(progress.rows)) };
    if (this.bar === undefined) {
      // Loaded where it is needed: most runs have no terminal.
      const { SingleBar } = require('cli-progress') as typeof import('cli-progress');
      this.bar = new SingleBar({ ...BAR, stream: this.stream as NodeJS.WritableStream });
      this.bar.start(totalBytes, 0, payload);
    }
    this.bar.update(Math.min(progress.bytes, totalBytes), payload);
  }

  private lineOf({ bytes, totalBytes, rows }: Progress): string {
    const megabytes = NUMBERS.format(bytes / 1e6);
    const rate = `${NUMBERS.format(rows)} rows, ${NUMBERS.format(this.rateOf(rows))} rows/s`;
    if (totalBytes === undefined || totalBytes === 0 || bytes === 0) {
      return `${megabytes} MB, ${rate}`;
    }
    const left = ((this.now() - this.start) / 1_000) * (totalBytes / bytes - 1);
    const share = `${Math.floor((bytes / totalBytes) * 100)} % of ${NUMBERS.format(totalBytes / 1e6)} MB`;
    return `${share}, ${rate}, about ${NUMBERS.format(Math.max(0, left))} s left`;
  }

  private rateOf(rows: number): number {
    return rows / Math.max(0.001, (this.now() - this.start) / 1_000);
  }
}
