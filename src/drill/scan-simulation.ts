import type { LogSettings } from '../calico';
import { type AlertModel, isRefusal, planAlert } from '../evaluation';
import { deploymentPods, flowRows, portScan } from '../logs';
import { type DrillOutcome, outcomeOver, startsOf } from './drill-outcome';

/** A scan, and the alert that should notice it. */
export interface SimulatedScan {
  readonly alert: AlertModel;
  readonly settings: LogSettings;
  readonly ports: number;
  /** How long the scan takes. */
  readonly seconds: number;
}

/** Many clusters of a fleet have the same alert. */
const known = new Map<string, DrillOutcome>();
const MOST_KNOWN = 1_000;

/**
 * Runs the rows of a scan through the rule of an alert. A scan whose attempts a policy denies leaves as many rows.
 *
 * @returns undefined if the alert cannot be evaluated
 */
export function simulateScan({ alert, settings, ports, seconds }: SimulatedScan): DrillOutcome | undefined {
  const { release, query: _, substituted: __, ...rest } = alert;
  const key = JSON.stringify([`${release}`, rest, settings._text, ports, seconds]);
  const outcome = known.get(key) ?? evaluated({ alert, settings, ports, seconds });
  if (outcome !== undefined && known.size < MOST_KNOWN) {
    known.set(key, outcome);
  }
  return outcome;
}

function evaluated({ alert, settings, ports, seconds }: SimulatedScan): DrillOutcome | undefined {
  const plan = planAlert(alert);
  const [source] = deploymentPods('drill', 'scanner', 1, 1);
  const [dest] = deploymentPods('target', 'scanned', 1, 2);
  if (isRefusal(plan) || source === undefined || dest === undefined) {
    return undefined;
  }
  const flush = settings.flowLogsFlushInterval.toSeconds();
  return outcomeOver(plan, startsOf(flush, seconds), (from) =>
    flowRows(portScan(source, dest, { from, seconds }, { ports }), settings),
  );
}
