import type { PlannedCondition } from '../../evaluation';

/** A threshold at the knee of the curve. */
export interface ThresholdSuggestion {
  readonly threshold: number;
  /** The mean number of events of a phase. */
  readonly events: number;
  /** No value is between these two. */
  readonly below: number;
  readonly above: number;
  /** Whether the alert's own threshold is between them as well. */
  readonly isMet: boolean;
}

/** Values stand out if they are so many times what the next smaller one can be by chance. */
const WIDE = 2;

/** A count varies by about its square root from one window to the next; more than three times this is rare. */
const CHANCE = 3;

/**
 * The knee of the curve of events by threshold: the widest range of thresholds for which the events are the same, because no
 * value is in it.
 *
 * @param runsByValue how many runs compared each value
 */
export function knee(
  runsByValue: ReadonlyMap<number, number>,
  { comparison, threshold }: PlannedCondition,
  phases: number,
): ThresholdSuggestion | undefined {
  const values = [...runsByValue.keys()].filter((value) => value > 0).sort((left, right) => left - right);
  let widest: { below: number; above: number } | undefined;
  let most = WIDE;
  for (const [index, above] of values.entries()) {
    const below = values[index - 1];
    const ratio = below === undefined ? 0 : above / (below + CHANCE * Math.sqrt(below));
    if (below !== undefined && ratio >= most) {
      widest = { below, above };
      most = ratio;
    }
  }
  if (widest === undefined) {
    return undefined;
  }
  const { below, above } = widest;
  const isUpper = comparison.startsWith('gt');
  const runs = [...runsByValue].filter(([value]) => (isUpper ? value >= above : value <= below));
  const events = runs.reduce((sum, [, count]) => sum + count, 0) / phases;
  const isMet = isWithin(threshold, widest, comparison);
  return { threshold: isMet ? threshold : between(below, above), events, below, above, isMet };
}

/** Whether all values above the range meet the condition, and none below it, or the other way round. */
function isWithin(threshold: number, { below, above }: { below: number; above: number }, comparison: string): boolean {
  return comparison === 'gt' || comparison === 'lte'
    ? threshold >= below && threshold < above
    : threshold > below && threshold <= above;
}

/** A number with few digits near the geometric mean. */
function between(below: number, above: number): number {
  const middle = Math.sqrt(below * above);
  const round = Number(middle.toPrecision(1));
  return round > below && round < above ? round : Number(middle.toPrecision(2));
}
