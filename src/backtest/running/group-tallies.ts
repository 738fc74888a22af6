import { type AlertPlan, closeness, type GroupValue, type Raise } from '../../evaluation';
import { PhaseCounts } from './phase-counts';
import type { ChunkVisitor } from './run-walks';

/** A group that raises events. */
export interface NoisyGroup {
  readonly values: readonly GroupValue[];
  /** The events of a typical phase. */
  readonly events: number;
  /** The value that exceeds the condition most; without a metric, the most events of a run. */
  readonly peak: number;
}

/** The most groups that are counted at the same time, and the most numbers that are kept for them. */
const MOST_GROUPS = 10_000;
const MOST_COUNTS = 4_000_000;

interface GroupTally {
  readonly values: readonly GroupValue[];
  readonly counts: PhaseCounts;
  /** The events of all runs, less what was taken from it each time that groups were dropped. */
  rest: number;
  peak: number;
}

/**
 * Counts events by group. If there are too many groups, the same number of events is taken from each, and those without any
 * left are dropped (the algorithm of Misra and Gries). A group with a larger share of the events than 2 / `most` is not
 * dropped, but those that are left must be counted again.
 */
export class GroupTallies implements ChunkVisitor {
  private groups = new Map<string, GroupTally>();
  private readonly most: number;
  private others = new Set<string>();
  private hasDropped = false;

  /**
   * @param most the most groups that are counted at the same time
   * @param only the keys of the groups to count; all by default
   */
  constructor(
    private readonly plan: AlertPlan,
    private readonly phases: number,
    most = MOST_GROUPS,
    private readonly only?: ReadonlySet<string>,
  ) {
    this.most = Math.max(2, Math.min(most, Math.floor(MOST_COUNTS / phases)));
  }

  /** Counts the groups that are left once more; undefined if their counts are exact. */
  get again(): GroupTallies | undefined {
    const { plan, phases, most } = this;
    return this.hasDropped ? new GroupTallies(plan, phases, most, new Set(this.groups.keys())) : undefined;
  }

  raise({ group, first, last, events, value }: Raise): void {
    const key = JSON.stringify(group);
    if (this.only?.has(key) === false) {
      return;
    }
    let tally = this.groups.get(key);
    if (tally === undefined) {
      if (this.groups.size >= this.most) {
        this.dropQuietest();
      }
      tally = { values: group, counts: new PhaseCounts(this.phases), rest: 0, peak: value ?? events };
      this.groups.set(key, tally);
      this.others.delete(key);
    }
    tally.counts.add(first, last, events);
    tally.rest += (last - first + 1) * events;
    const peak = value ?? events;
    const isHigher = value === undefined ? peak > tally.peak : this.rank(peak) > this.rank(tally.peak);
    tally.peak = isHigher ? peak : tally.peak;
  }

  /** Returns a function that makes it forget everything after now. */
  startLargeChunk(): () => void {
    const groups = new Map(
      Array.from(this.groups, ([key, tally]) => [key, { ...tally, counts: tally.counts.copy }] as const),
    );
    const others = new Set(this.others);
    const { hasDropped } = this;
    return () => {
      this.groups = groups;
      this.others = others;
      this.hasDropped = hasDropped;
    };
  }

  /** The counts do not depend on how runs are cut into chunks. */
  endChunk(): void {
    // Nothing is kept by chunk.
  }

  /** The number of groups that raise events; it is too small if there are very many. */
  get total(): number {
    return this.groups.size + this.others.size;
  }

  /** The groups with the most events first. */
  noisiest(count: number): NoisyGroup[] {
    return Array.from(this.groups, ([key, { values, counts, peak }]) => ({
      key,
      values,
      events: counts.spread.typical,
      peak,
    }))
      .sort(
        (left, right) =>
          right.events - left.events || this.rank(right.peak) - this.rank(left.peak) || (left.key < right.key ? -1 : 1),
      )
      .map(({ values, events, peak }) => ({ values, events, peak }))
      .slice(0, count);
  }

  /** Takes the events of the group in the middle from each group. */
  private dropQuietest(): void {
    this.hasDropped = true;
    const sorted = Array.from(this.groups.values(), ({ rest }) => rest).sort((left, right) => left - right);
    const taken = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
    for (const [key, tally] of this.groups) {
      tally.rest -= taken;
      if (tally.rest <= 0) {
        this.groups.delete(key);
        this.addOther(key);
      }
    }
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
