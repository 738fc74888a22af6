import type { AlertPlan, ComparedValue } from '../../evaluation';
import { PhaseCounts } from './phase-counts';

/** How many runs of each phase compared a value. */
export interface ValueCount {
  readonly value: number;
  /** By phase. */
  readonly runs: readonly number[];
}

/** All values that were compared, from which the events of any threshold follow. */
export interface ComparedValues {
  /**
   * The digits that values are rounded to, so that comparisons with thresholds of so many digits are still exact; undefined
   * if nothing is rounded.
   */
  readonly digits: number | undefined;
  /** The smallest first. */
  readonly counts: readonly ValueCount[];
}

/** The most numbers that are kept, on which memory and the size of a page depend. */
const MOST_NUMBERS = 200_000;
const DIGITS: readonly number[] = [3, 2, 1];

/** Conditions that values above a threshold may meet, but the threshold itself does not, or the other way round. */
const ROUNDED_UP: readonly string[] = ['gt', 'lte'];

/** Counts by phase which values runs compare. If there are many values, they are rounded to fewer and fewer digits. */
export class ValueCounts {
  private readonly isRoundedUp: boolean;
  private readonly most: number;
  private byValue = new Map<number, PhaseCounts>();
  private level = -1;

  constructor(
    { metric }: AlertPlan,
    private readonly phases: number,
    mostNumbers = MOST_NUMBERS,
  ) {
    this.isRoundedUp = metric.kind !== 'none' && ROUNDED_UP.includes(metric.condition.comparison);
    this.most = Math.floor(mostNumbers / phases);
  }

  compare({ value, run, lastRun }: Pick<ComparedValue, 'value' | 'run' | 'lastRun'>): void {
    const rounded = this.rounded(value);
    let counts = this.byValue.get(rounded);
    if (counts === undefined) {
      counts = new PhaseCounts(this.phases);
      this.byValue.set(rounded, counts);
    }
    counts.add(run, lastRun, 1);
    while (this.byValue.size > this.most && this.level < DIGITS.length) {
      this.round();
    }
  }

  /** Undefined if there are too many values even if only one digit is kept. */
  get all(): ComparedValues | undefined {
    if (this.level === DIGITS.length) {
      return undefined;
    }
    const sorted = [...this.byValue].sort(([left], [right]) => left - right);
    return { digits: DIGITS[this.level], counts: sorted.map(([value, { counts }]) => ({ value, runs: counts })) };
  }

  private round(): void {
    this.level += 1;
    const former = this.byValue;
    this.byValue = new Map();
    if (this.level < DIGITS.length) {
      for (const [value, counts] of former) {
        const rounded = this.rounded(value);
        const known = this.byValue.get(rounded);
        this.byValue.set(rounded, known === undefined ? counts : known.plus(counts));
      }
    }
  }

  private rounded(value: number): number {
    const digits = DIGITS[this.level];
    return digits === undefined ? value : roundedTo(value, digits, this.isRoundedUp);
  }
}

/** The next number of so many digits that is not larger than a value, or not smaller than it. */
export function roundedTo(value: number, digits: number, isUp: boolean): number {
  const nearest = Number(value.toPrecision(digits));
  if (nearest === value || isUp === nearest > value) {
    return nearest;
  }
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  return Number((isUp ? nearest + step : nearest - step).toPrecision(digits));
}
