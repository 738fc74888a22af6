import type { Manifest } from '../base';
import type { CalicoRelease } from '../calico';
import { isRefusal, planAlert } from '../evaluation';
import { type ExplainedAlert, reasonText } from '../explain';
import { alertKindOf } from '../kinds';
import { DataSetRuns } from './data-set-runs';
import { distinctTitles } from './distinct-titles';
import type { AlertResult } from './result';
import { AlertRun, type Interruption, type RunOptions } from './running';

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
  /** Those that can be run. */
  readonly runs: DataSetRuns;

  constructor(alerts: readonly ExplainedAlert[], options: AlertRunsOptions) {
    this.candidates = alerts.map((alert) => candidateOf(alert, options, alerts.length));
    this.runs = new DataSetRuns(
      this.candidates.flatMap(({ run }) => run ?? []),
      options.now,
    );
  }

  /** The manifests of those that can be run, in the order of the runs. */
  get manifests(): readonly Manifest[] {
    return this.candidates.flatMap(({ alert, run }) => (run === undefined ? [] : [alert.manifest]));
  }

  /** What the alerts would have raised for all that was taken. */
  async results(interruption: Interruption): Promise<AlertResult[]> {
    const results: AlertResult[] = [];
    const titles = distinctTitles(this.candidates.map(({ alert }) => alert));
    for (const [index, { alert, run, reasons }] of this.candidates.entries()) {
      const { file, name, dataSet, release, verdict } = alert;
      const object = titles[index] ?? alert.object;
      const logs = this.runs.logsOf(dataSet);
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
