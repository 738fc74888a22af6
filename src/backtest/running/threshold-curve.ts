import type { AlertPlan, ComparedValue } from '../../evaluation';
import { conditionHolds } from '../../evaluation';
import { knee, type ThresholdSuggestion } from './knee';
import { PhaseCounts } from './phase-counts';

/** What another threshold would have given. */
export interface ThresholdPoint {
  readonly threshold: number;
  /** The events of a typical phase. */
  readonly events: number;
}

interface Candidate {
  readonly threshold: number;
  readonly counts: PhaseCounts;
}

const FACTORS: readonly number[] = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 10];

/** Where percentages of a threshold say nothing. */
const FROM_ZERO: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000];

/** Thresholds are only compared where more or less is a question. */
const ORDERED: readonly string[] = ['gt', 'gte', 'lt', 'lte'];

/** Numbers below this one are told apart; of larger ones, three digits are. */
const EXACT_UP_TO = 1_000;
const DIGITS = 3;

/** Counts what other thresholds would have given, from the values that are compared with the one that is set. */
export class ThresholdCurve {
  /** The lowest threshold first. */
  private candidates: readonly Candidate[];
  private runsByValue = new Map<number, number>();

  constructor(
    private readonly plan: AlertPlan,
    private readonly phases: number,
  ) {
    this.candidates = candidatesOf(plan).map((threshold) => ({ threshold, counts: new PhaseCounts(phases) }));
  }

  compare({ value, run, lastRun }: ComparedValue): void {
    const { metric } = this.plan;
    if (metric.kind === 'none' || this.candidates.length === 0) {
      return;
    }
    const { comparison } = metric.condition;
    const { length } = this.candidates;
    // Values that do not meet a condition do not meet stricter ones either.
    const isUp = comparison === 'gt' || comparison === 'gte';
    for (let place = 0; place < length; place += 1) {
      const { threshold, counts } = this.candidates[isUp ? place : length - 1 - place] as Candidate;
      if (!conditionHolds(comparison, value, threshold)) {
        break;
      }
      counts.add(run, lastRun, 1);
    }
    const rounded =
      Number.isInteger(value) && Math.abs(value) < EXACT_UP_TO ? value : Number(value.toPrecision(DIGITS));
    this.runsByValue.set(rounded, (this.runsByValue.get(rounded) ?? 0) + lastRun - run + 1);
  }

  /** Returns a function that makes it forget everything after now. */
  checkpoint(): () => void {
    const candidates = this.candidates.map(({ threshold, counts }) => ({ threshold, counts: counts.copy }));
    const runsByValue = new Map(this.runsByValue);
    return () => {
      this.candidates = candidates;
      this.runsByValue = runsByValue;
    };
  }

  /** By threshold, the lowest first; empty if the alert has none. */
  get points(): ThresholdPoint[] {
    return this.candidates.map(({ threshold, counts }) => ({ threshold, events: counts.spread.typical }));
  }

  /** A threshold that separates most values from those that stand out; undefined if none does. */
  get suggestion(): ThresholdSuggestion | undefined {
    const { metric } = this.plan;
    return metric.kind === 'none' || this.candidates.length === 0
      ? undefined
      : knee(this.runsByValue, metric.condition, this.phases);
  }
}

function candidatesOf({ metric }: AlertPlan): number[] {
  if (metric.kind === 'none' || !ORDERED.includes(metric.condition.comparison)) {
    return [];
  }
  const { threshold } = metric.condition;
  const isWhole = Number.isInteger(threshold) && !(metric.kind === 'field' && metric.metric === 'avg');
  const others = threshold === 0 ? FROM_ZERO : FACTORS.map((factor) => threshold * factor);
  const rounded = others.map((each) => (isWhole ? Math.round(each) : Number(each.toPrecision(DIGITS))));
  return [...new Set([threshold, ...rounded.filter((each) => each !== 0)])].sort((left, right) => left - right);
}
