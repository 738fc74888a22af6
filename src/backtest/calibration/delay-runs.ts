import { type AlertPlan, DEFAULT_DELAY } from '../../evaluation';
import { AlertRun, LogsOfDataSet, type RunOptions } from '../running';

/** From logs that are stored at once to a cluster that is busy, in milliseconds. */
const DELAYS: readonly number[] = [0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300].map((seconds) => seconds * 1_000);

/** A cluster runs an alert at any second. */
const SLOT = 1_000;

/** The same alert with several delays. */
export class DelayRuns {
  readonly logs: LogsOfDataSet;
  readonly runs: ReadonlyMap<number, AlertRun>;

  constructor(
    private readonly plan: AlertPlan,
    options: RunOptions,
  ) {
    this.logs = new LogsOfDataSet(plan.model.dataSet, options.now);
    this.runs = new Map(
      DELAYS.map((delay) => [delay, new AlertRun(plan, { ...options, delay, slot: SLOT }, DELAYS.length)]),
    );
  }

  /** The run with the default delay. */
  get usual(): AlertRun {
    return this.runs.get(DEFAULT_DELAY) as AlertRun;
  }

  of(dataSet: string): readonly AlertRun[] {
    return dataSet === this.plan.model.dataSet ? [...this.runs.values()] : [];
  }

  logsOf(dataSet: string): LogsOfDataSet | undefined {
    return dataSet === this.plan.model.dataSet ? this.logs : undefined;
  }

  dispose(): void {
    for (const run of this.runs.values()) {
      run.dispose();
    }
  }
}
