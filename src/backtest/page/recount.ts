import type { Events } from './numbers';
import type { RuleData, ValueRuns } from './page-data';

/** Whether a value meets a condition, as the evaluation compares them. */
export function meets(comparison: string, value: number, threshold: number): boolean {
  switch (comparison) {
    case 'gt':
      return value > threshold;
    case 'gte':
      return value >= threshold;
    case 'lt':
      return value < threshold;
    case 'lte':
      return value <= threshold;
    case 'eq':
      return value === threshold;
    default:
      return value !== threshold;
  }
}

/** Counts the events that other thresholds would raise, in every phase. */
export class Recount {
  private readonly values: readonly number[];
  /** The events if the values from an index on meet the condition, or those before it. */
  private readonly events: readonly Events[];

  constructor(private readonly rule: RuleData) {
    const counted = rule.values ?? [];
    this.values = counted.map(([value]) => value);
    this.events = rule.comparison.startsWith('gt')
      ? sums([...counted].reverse(), rule.phases).reverse()
      : sums(counted, rule.phases);
  }

  /** The smallest and the largest value; undefined if nothing was compared. */
  get range(): readonly [min: number, max: number] | undefined {
    const [min, max] = [this.values[0], this.values.at(-1)];
    return min === undefined || max === undefined ? undefined : [min, max];
  }

  at(threshold: number): Events {
    const { comparison, threshold: own, events } = this.rule;
    if (threshold === own) {
      return events;
    }
    return this.events[this.indexOf(threshold, comparison === 'gt' || comparison === 'lte')] ?? NONE;
  }

  /** The index of the first value that is at least a threshold, or larger. */
  private indexOf(threshold: number, isLarger: boolean): number {
    let [low, high] = [0, this.values.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const value = this.values[middle] ?? 0;
      if (isLarger ? value > threshold : value >= threshold) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}

const NONE: Events = { min: 0, typical: 0, max: 0 };

/** The events of none of the values, of the first one, of the first two, and so on. */
function sums(values: readonly ValueRuns[], phases: number): Events[] {
  const counts = new Array<number>(phases).fill(0);
  const all: Events[] = [NONE];
  for (const value of values) {
    addRuns(counts, value);
    const sorted = [...counts].sort((left, right) => left - right);
    all.push({
      min: sorted[0] ?? 0,
      typical: sorted[Math.floor((phases - 1) / 2)] ?? 0,
      max: sorted[phases - 1] ?? 0,
    });
  }
  return all;
}

function addRuns(counts: number[], [, ...runsAndPhases]: ValueRuns): void {
  let phase = 0;
  for (let index = 0; index < runsAndPhases.length; index += 2) {
    for (const end = phase + (runsAndPhases[index + 1] ?? 0); phase < end; phase += 1) {
      counts[phase] = (counts[phase] ?? 0) + (runsAndPhases[index] ?? 0);
    }
  }
}
