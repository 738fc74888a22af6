import type { CalicoRelease } from '../calico';
import { isRefusal, planAlert } from '../evaluation';
import { type ExplainedAlert, reasonText } from '../explain';
import { alertKindOf } from '../kinds';
import type { AlertResult } from './result';
import { AlertRun, type Interruption, LogsOfDataSet, type RunOptions } from './running';

/** What alerts are run with. */
export interface AlertRunsOptions extends RunOptions {
  readonly release: CalicoRelease;
}

interface Candidate {
  readonly alert: ExplainedAlert;
  readonly run: AlertRun | undefined;
  readonly reasons: readonly string[];
}

/** The alerts that are run together, and what is known of the logs of their data sets. */
export class AlertRuns {
  private readonly candidates: readonly Candidate[];
  private readonly byDataSet = new Map<string, AlertRun[]>();
  private readonly logs = new Map<string, LogsOfDataSet>();

  constructor(alerts: readonly ExplainedAlert[], options: AlertRunsOptions) {
    this.candidates = alerts.map((alert) => candidateOf(alert, options, alerts.length));
    for (const { run } of this.candidates) {
      if (run !== undefined) {
        const { dataSet } = run.plan.model;
        this.byDataSet.set(dataSet, [...(this.byDataSet.get(dataSet) ?? []), run]);
        this.logs.set(dataSet, new LogsOfDataSet(dataSet, options.now));
      }
    }
  }

  /** The data sets of the alerts that can be run. */
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

  /** What the alerts would have raised for all that was taken. */
  async results(interruption: Interruption): Promise<AlertResult[]> {
    const results: AlertResult[] = [];
    for (const { alert, run, reasons } of this.candidates) {
      const { file, object, name, dataSet, release, verdict } = alert;
      const logs = this.logs.get(dataSet);
      const outcome = run && logs && (await run.outcome(logs, alert.logs, interruption));
      results.push({ file, object, name, dataSet, release, verdict, reasons, outcome });
    }
    return results;
  }

  /** Removes temporary files. */
  dispose(): void {
    for (const { run } of this.candidates) {
      run?.dispose();
    }
  }
}

function candidateOf(alert: ExplainedAlert, options: AlertRunsOptions, alerts: number): Candidate {
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
