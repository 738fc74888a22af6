import { type AlertRun, LogsOfDataSet } from './running';

/** Alerts that are run together, by data set. */
export class DataSetRuns {
  private readonly byDataSet = new Map<string, AlertRun[]>();
  private readonly logs = new Map<string, LogsOfDataSet>();

  /** @param now the present, in milliseconds since 1970 */
  constructor(
    readonly all: readonly AlertRun[],
    now?: number,
  ) {
    for (const run of all) {
      const { dataSet } = run.plan.model;
      this.byDataSet.set(dataSet, [...(this.byDataSet.get(dataSet) ?? []), run]);
      this.logs.set(dataSet, this.logs.get(dataSet) ?? new LogsOfDataSet(dataSet, now));
    }
  }

  /** The data sets of the alerts. */
  get dataSets(): readonly string[] {
    return [...this.byDataSet.keys()];
  }

  /** The alerts of a data set; none if no alert asks for it. */
  of(dataSet: string): readonly AlertRun[] {
    return this.byDataSet.get(dataSet) ?? [];
  }

  /** The logs of a data set that alerts ask for. */
  logsOf(dataSet: string): LogsOfDataSet | undefined {
    return this.logs.get(dataSet);
  }
}
