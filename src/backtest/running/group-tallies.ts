import { type AlertPlan, closeness, type GroupValue, type Raise } from '../../evaluation';
import { PhaseCounts } from './phase-counts';

/** A group that raises events. */
export interface NoisyGroup {
  readonly values: readonly GroupValue[];
  /** The events of a typical phase. */
  readonly events: number;
  /** The value that exceeds the condition most; without a metric, the most events of a run. */
  readonly peak: number;
}

/** The most groups that are told apart, and the most numbers that are kept for them. */
const MOST_GROUPS = 10_000;
const MOST_COUNTS = 4_000_000;

interface GroupTally {
  readonly values: readonly GroupValue[];
  readonly counts: PhaseCounts;
  peak: number;
}

/** Counts events by group. */
export class GroupTallies {
  private readonly groups = new Map<string, GroupTally>();
  private readonly most: number;
  private readonly others = new Set<string>();

  constructor(
    private readonly plan: AlertPlan,
    private readonly phases: number,
  ) {
    this.most = Math.max(1, Math.min(MOST_GROUPS, Math.floor(MOST_COUNTS / phases)));
  }

  raise({ group, first, last, events, value }: Raise): void {
    const key = JSON.stringify(group);
    let tally = this.groups.get(key);
    if (tally === undefined) {
      if (this.groups.size >= this.most) {
        this.addOther(key);
        return;
      }
      tally = { values: group, counts: new PhaseCounts(this.phases), peak: value ?? events };
      this.groups.set(key, tally);
    }
    tally.counts.add(first, last, events);
    const peak = value ?? events;
    const isHigher = value === undefined ? peak > tally.peak : this.rank(peak) > this.rank(tally.peak);
    tally.peak = isHigher ? peak : tally.peak;
  }

  /** The number of groups that raise events; it is too small if there are very many. */
  get total(): number {
    return this.groups.size + this.others.size;
  }

  /** The groups with the most events first. */
  noisiest(count: number): NoisyGroup[] {
    return [...this.groups.values()]
      .map(({ values, counts, peak }) => ({ values, events: counts.spread.typical, peak }))
      .sort((left, right) => right.events - left.events || this.rank(right.peak) - this.rank(left.peak))
      .slice(0, count);
  }

  private addOther(key: string): void {
    if (this.others.size < MOST_GROUPS) {
      this.others.add(key);
    }
  }

  private rank(value: number): number {
    return closeness(this.plan, value);
  }
}
