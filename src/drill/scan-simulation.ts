import type { LogSettings } from '../calico';
import { type AlertModel, type Evaluation, evaluate, isRefusal, Partials, planAlert } from '../evaluation';
import { deploymentPods, flowRows, portScan } from '../logs';

/** A scan, and the alert that should notice it. */
export interface SimulatedScan {
  readonly alert: AlertModel;
  readonly settings: LogSettings;
  readonly ports: number;
  /** How long the scan takes. */
  readonly seconds: number;
}

/** What an alert raises for a scan, whenever the scan begins in a flush interval, and in all phases of the alert's runs. */
export interface ScanOutcome {
  /** The smallest and the largest number of events. */
  readonly min: number;
  readonly max: number;
  /** The share of phases that raise an event, from 0 to 1. */
  readonly raisingPhases: number;
  /** Whether any phase does, at any start. */
  readonly mayRaise: boolean;
  readonly closest: Evaluation['closest'];
}

/** Many clusters of a fleet have the same alert. */
const known = new Map<string, ScanOutcome>();
const MOST_KNOWN = 1_000;

/** The start of a flush interval of any usual length. */
const START = 1_767_607_200;

/**
 * Runs the rows of a scan through the rule of an alert. A scan whose attempts a policy denies leaves as many rows.
 *
 * @returns undefined if the alert cannot be evaluated
 */
export function simulateScan({ alert, settings, ports, seconds }: SimulatedScan): ScanOutcome | undefined {
  const { release, query: _, substituted: __, ...rest } = alert;
  const key = JSON.stringify([`${release}`, rest, settings._text, ports, seconds]);
  const outcome = known.get(key) ?? evaluated({ alert, settings, ports, seconds });
  if (outcome !== undefined && known.size < MOST_KNOWN) {
    known.set(key, outcome);
  }
  return outcome;
}

function evaluated({ alert, settings, ports, seconds }: SimulatedScan): ScanOutcome | undefined {
  const plan = planAlert(alert);
  const [source] = deploymentPods('drill', 'scanner', 1, 1);
  const [dest] = deploymentPods('target', 'scanned', 1, 2);
  if (isRefusal(plan) || source === undefined || dest === undefined) {
    return undefined;
  }
  const outcomes = startsOf(settings.flowLogsFlushInterval.toSeconds(), seconds).map((from) => {
    const partials = new Partials(plan);
    for (const row of flowRows(portScan(source, dest, { from, seconds }, { ports }), settings)) {
      partials.add(row);
    }
    return evaluate(partials);
  });
  const { closest } = outcomes.reduce((left, right) => (closestValue(right) > closestValue(left) ? right : left));
  return {
    closest,
    min: Math.min(...outcomes.map(({ events }) => events.min)),
    max: Math.max(...outcomes.map(({ events }) => events.max)),
    // The start of the scan is as unknown as the phase of the runs, so the worst start counts.
    raisingPhases: Math.min(...outcomes.map((outcome) => outcome.raisingPhases)),
    mayRaise: outcomes.some((outcome) => outcome.raisingPhases > 0),
  };
}

/** A scan that begins with a flush interval, one in the middle of it, and one whose rows are split evenly between two. */
function startsOf(flush: number, seconds: number): number[] {
  return [START, START + flush / 2, START + flush - ((seconds / 2) % flush)];
}

function closestValue({ closest }: Evaluation): number {
  return closest?.value ?? 0;
}
