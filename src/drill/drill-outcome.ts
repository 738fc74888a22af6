import { type AlertPlan, type Evaluation, evaluate, type LogRecord, Partials } from '../evaluation';

/** What an alert raises for a drill, whenever the drill begins in a flush interval, and in all phases of the alert's runs. */
export interface DrillOutcome {
  /** The smallest and the largest number of events. */
  readonly min: number;
  readonly max: number;
  /** The share of phases that raise an event, from 0 to 1. */
  readonly raisingPhases: number;
  /** Whether any phase does, at any start. */
  readonly mayRaise: boolean;
  readonly closest: Evaluation['closest'];
}

/** The start of a flush interval of any usual length. */
const START = 1_767_607_200;

/** A drill that begins with a flush interval, one in the middle of it, and one whose rows are split evenly between two. */
export function startsOf(flush: number, seconds: number): number[] {
  return [START, START + flush / 2, START + flush - ((seconds / 2) % flush)];
}

/**
 * Runs the rows of a drill through the rule of an alert.
 *
 * @param rowsFrom the rows of a drill that begins at a time
 */
export function outcomeOver(
  plan: AlertPlan,
  starts: readonly number[],
  rowsFrom: (start: number) => Iterable<LogRecord>,
): DrillOutcome {
  const outcomes = starts.map((start) => {
    const partials = new Partials(plan);
    for (const row of rowsFrom(start)) {
      partials.add(row);
    }
    return evaluate(partials);
  });
  const { closest } = outcomes.reduce((left, right) => (closestValue(right) > closestValue(left) ? right : left));
  return {
    closest,
    min: Math.min(...outcomes.map(({ events }) => events.min)),
    max: Math.max(...outcomes.map(({ events }) => events.max)),
    // The start of the drill is as unknown as the phase of the runs, so the worst start counts.
    raisingPhases: Math.min(...outcomes.map((outcome) => outcome.raisingPhases)),
    mayRaise: outcomes.some((outcome) => outcome.raisingPhases > 0),
  };
}

function closestValue({ closest }: Evaluation): number {
  return closest?.value ?? 0;
}
