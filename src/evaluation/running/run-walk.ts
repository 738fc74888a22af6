import { conditionHolds } from '../condition';
import type { AlertPlan } from './alert-plan';
import { type Segment, segmentsOf } from './group-segments';
import type { GroupValue } from './group-values';
import { MOST_GROUPS, MOST_HITS } from './limits';
import type { Partials } from './partials';
import { isEachRecord } from './record-groups';
import type { RunSpan } from './record-times';

/** Runs that raise the same events of a group. */
export interface Raise extends RunSpan {
  readonly group: readonly GroupValue[];
  /** The value that met the condition; undefined for an alert without a metric. */
  readonly value: number | undefined;
  /** The number of events of each run. */
  readonly events: number;
}

/** A value that was compared with the threshold by one or several runs. */
export interface ComparedValue {
  readonly group: readonly GroupValue[];
  readonly value: number;
  /** The first of the runs. */
  readonly run: number;
  readonly lastRun: number;
}

/** What is told about on the way through the runs. */
export interface RunVisitor {
  raise(raised: Raise): void;
  /** Called for each value that is compared. */
  compare?(value: ComparedValue): void;
  /** Called for a group of one run that is beyond a limit. */
  lose?(what: 'group' | 'metric'): void;
}

/** Goes through what all runs of a span see, whatever their phase. */
export function walkRuns(partials: Partials, span: RunSpan, visitor: RunVisitor): void {
  for (const _ of walkSteps(partials, span, visitor)) {
    // Each group is a step.
  }
}

/** The same group by group; between two of them, the caller can do something else, or end it. */
export function* walkSteps(partials: Partials, span: RunSpan, visitor: RunVisitor): Generator<undefined> {
  const { plan } = partials;
  const groups = yield* partials.groupsInSteps();
  const walk = new RunWalk(plan, span, visitor, groups.length);
  const needsExtremes = plan.metric.kind === 'field' && ['min', 'max'].includes(plan.metric.metric);
  if (isWhole(plan)) {
    const [group] = groups;
    walk.visit([], withGaps(group === undefined ? [] : segmentsOf(group, needsExtremes), span));
    return;
  }
  for (const group of groups) {
    walk.visit(group.values, segmentsOf(group, needsExtremes));
    yield undefined;
  }
}

/** Whether all records of a run are looked at together, and so are none. */
export function isWhole({ groupBy, metric }: AlertPlan): boolean {
  return groupBy.length === 0 && metric.kind !== 'none';
}

/** Without groups, a run that sees no record compares 0. */
function* withGaps(segments: Iterable<Segment>, { first, last }: RunSpan): Generator<Segment> {
  let next = first;
  for (const segment of segments) {
    if (segment.first > next) {
      yield { ...NOTHING, first: next, last: segment.first - 1 };
    }
    yield segment;
    next = Math.max(next, segment.last + 1);
  }
  if (next <= last) {
    yield { ...NOTHING, first: next, last };
  }
}

const NOTHING = { n: 0, values: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };

/** Takes one group after the other, in the order of the log store, and counts those of each run where limits matter. */
class RunWalk {
  private readonly ranks = new Map<number, number>();
  private readonly isRanked: boolean;
  private readonly groupsWithMetrics: number;

  constructor(
    private readonly plan: AlertPlan,
    private readonly span: RunSpan,
    private readonly visitor: RunVisitor,
    groups: number,
  ) {
    this.groupsWithMetrics = plan.metric.kind === 'field' ? plan.groupsWithMetrics : MOST_GROUPS;
    this.isRanked = !isEachRecord(plan) && groups > Math.min(this.groupsWithMetrics, MOST_GROUPS);
  }

  visit(group: readonly GroupValue[], segments: Iterable<Segment>): void {
    for (const segment of segments) {
      const first = Math.max(segment.first, this.span.first);
      const last = Math.min(segment.last, this.span.last);
      if (this.isRanked) {
        this.visitEachRun(group, { ...segment, first, last });
      } else if (first <= last) {
        const isWithin = first === segment.first && last === segment.last;
        this.visitSegment(group, isWithin ? segment : { ...segment, first, last }, true);
      }
    }
  }

  private visitEachRun(group: readonly GroupValue[], segment: Segment): void {
    for (let run = segment.first; run <= segment.last; run += 1) {
      const rank = this.ranks.get(run) ?? 0;
      this.ranks.set(run, rank + 1);
      if (rank >= MOST_GROUPS) {
        this.visitor.lose?.('group');
      } else {
        const hasMetric = rank < this.groupsWithMetrics;
        if (!hasMetric) {
          this.visitor.lose?.('metric');
        }
        this.visitSegment(group, { ...segment, first: run, last: run }, hasMetric);
      }
    }
  }

  private visitSegment(group: readonly GroupValue[], segment: Segment, hasMetric: boolean): void {
    const { first, last } = segment;
    const { metric } = this.plan;
    if (metric.kind === 'none') {
      const events = isEachRecord(this.plan) ? segment.n : 1;
      this.visitor.raise({ first, last, group, value: undefined, events });
      return;
    }
    const value = this.metricOf(segment, hasMetric);
    const { comparison, threshold } = metric.condition;
    this.visitor.compare?.({ group, value, run: first, lastRun: last });
    if (conditionHolds(comparison, value, threshold)) {
      this.visitor.raise({ first, last, group, value, events: 1 });
    }
  }

  /** The metric of the records of a run; without values, or where it was lost, it counts as 0. */
  private metricOf(segment: Segment, hasMetric: boolean): number {
    const { metric } = this.plan;
    if (metric.kind !== 'field') {
      return isWhole(this.plan) ? Math.min(segment.n, MOST_HITS) : segment.n;
    }
    if (!hasMetric || segment.values === 0) {
      return 0;
    }
    return metric.metric === 'avg' ? segment.sum / segment.values : segment[metric.metric];
  }
}
