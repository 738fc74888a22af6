import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Case } from './cases';

/** What the evaluator in Python says about a case; times are in milliseconds since 1970. */
export interface Expected {
  readonly rows: {
    readonly read: number;
    readonly matched: number;
    readonly grouped: number;
    readonly dropped: object;
  };
  readonly from: number | null;
  readonly to: number | null;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly events: { readonly min: number; readonly typical: number; readonly max: number; readonly perDay: number };
  readonly groups: readonly object[];
  readonly thresholds: readonly object[];
  /** The events of each phase that has as many as a typical one. */
  readonly typicalEvents: readonly (readonly { readonly time: number }[])[];
}

/** A case, and what the report to be compared is about. */
export type Question = Case & {
  readonly now: number;
  readonly thresholds: readonly number[];
};

/** The evaluator in Python, which shares nothing with ours. */
export class BruteForce {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;

  constructor() {
    this.process = spawn('python3', ['-B', join(__dirname, 'brute_force.py')]);
    this.process.stderr.pipe(process.stderr);
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async evaluate({ release, alert, ...rest }: Question): Promise<Expected> {
    const millis = (seconds: unknown) => (seconds === undefined ? undefined : Number(seconds) * 1_000);
    const question = {
      ...rest,
      release: release.split('.').map(Number),
      alert: { ...alert, name: 'alert-0', period: millis(alert['period']), lookback: millis(alert['lookback']) },
    };
    this.process.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.lines.next();
    if (done === true) {
      throw new Error('the evaluator in Python has ended');
    }
    return JSON.parse(value);
  }

  end(): void {
    this.process.stdin.end();
  }
}
