import { type Assumption, assumptionsOf } from '../assumptions';
import { conditionHolds } from '../condition';
import { modulo } from './alert-event';
import type { AlertPlan } from './alert-plan';
import type { Dropped } from './dropped-records';
import type { Partials } from './partials';
import { planAssumptions } from './plan-assumptions';
import type { RunSpan } from './record-times';
import { type ComparedValue, isWhole, type Raise, walkRuns } from './run-walk';

/** The smallest, the median and the largest number of events of a phase. */
export interface Spread {
  readonly min: number;
  readonly typical: number;
  readonly max: number;
}

/** Which runs are looked at, in milliseconds since 1970; by default all that see a record. */
export interface EvaluationSpan {
  readonly from?: number;
  readonly to?: number;
}

/** What an alert raises for records, whenever its runs are. */
export interface Evaluation {
  /** The time between two phases, in milliseconds: a period has `phases` of them. */
  readonly slot: number;
  readonly phases: number;
  /** The runs that were looked at, counted in slots. */
  readonly span: RunSpan;
  /** The number of events of each phase, by the time of its runs modulo the period. */
  readonly eventsByPhase: readonly number[];
  /** The number of events in all runs of a phase. */
  readonly events: Spread;
  /** The share of phases that raise at least one event, from 0 to 1. */
  readonly raisingPhases: number;
  /** The most events that a single run raises. */
  readonly mostInOneRun: number;
  /** Whether a run that sees no record raises an event. */
  readonly raisesOnNothing: boolean;
  readonly records: {
    readonly total: number;
    readonly matched: number;
    readonly dropped: readonly Dropped[];
  };
  /** The number of groups, and how often a run loses a group, or its metric, beyond a limit. */
  readonly groups: { readonly total: number; readonly lost: number; readonly lostMetrics: number };
  /** The value that comes closest to the condition, or exceeds it most; undefined if nothing was compared. */
  readonly closest: ComparedValue | undefined;
  /** What the result rests on. */
  readonly assumptions: readonly Assumption[];
}

/** Evaluates an alert over the records that were taken, for every phase of its runs. */
export function evaluate(partials: Partials, span: EvaluationSpan = {}): Evaluation {
  const { plan, times, counts, dropped } = partials;
  const runs = runsOf(partials, span);
  const tally = new Tally(plan, times.phases);
  walkRuns(partials, runs, tally);
  const sorted = [...tally.events].sort((left, right) => left - right);
  const lost = { groups: tally.lost.group > 0, metrics: tally.lost.metric > 0 };
  return {
    slot: times.slot,
    phases: times.phases,
    span: runs,
    eventsByPhase: tally.events,
    events: {
      min: sorted[0] ?? 0,
      typical: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
      max: sorted.at(-1) ?? 0,
    },
    raisingPhases: sorted.filter((events) => events > 0).length / sorted.length,
    mostInOneRun: tally.mostInOneRun,
    raisesOnNothing: raisesOnNothing(plan),
    records: { total: counts.records, matched: counts.matched, dropped: dropped.all },
    groups: { total: partials.groups.length, lost: tally.lost.group, lostMetrics: tally.lost.metric },
    closest: tally.closest,
    assumptions: assumptionsOf(planAssumptions(plan, { ...lost, generated: times.hasGenerated })),
  };
}

/** The runs to look at: without any record, one of each phase. */
export function runsOf({ times }: Partials, { from, to }: EvaluationSpan): RunSpan {
  const { first, last } = times.span ?? { first: 0, last: times.phases - 1 };
  return {
    first: from === undefined ? first : Math.ceil(from / times.slot),
    last: to === undefined ? last : Math.floor(to / times.slot),
  };
}

/** Whether a run that sees nothing raises an event: only without groups, it compares 0. */
function raisesOnNothing({ groupBy, metric }: AlertPlan): boolean {
  return (
    groupBy.length === 0 &&
    metric.kind !== 'none' &&
    conditionHolds(metric.condition.comparison, 0, metric.condition.threshold)
  );
}

/** Counts events by phase and by run. */
class Tally {
  readonly events: number[];
  readonly lost = { group: 0, metric: 0 };
  mostInOneRun = 0;
  closest: ComparedValue | undefined;
  private readonly byRun = new Map<number, number>();
  private readonly isSingle: boolean;

  constructor(
    private readonly plan: AlertPlan,
    private readonly phases: number,
  ) {
    this.events = new Array<number>(phases).fill(0);
    this.isSingle = isWhole(plan);
  }

  raise({ first, last, events }: Raise): void {
    if (this.isSingle) {
      this.mostInOneRun = events;
      this.addToPhases(first, last, events);
      return;
    }
    for (let run = first; run <= last; run += 1) {
      const ofRun = (this.byRun.get(run) ?? 0) + events;
      this.byRun.set(run, ofRun);
      this.mostInOneRun = Math.max(this.mostInOneRun, ofRun);
      const phase = modulo(run, this.phases);
      this.events[phase] = (this.events[phase] ?? 0) + events;
    }
  }

  compare(compared: ComparedValue): void {
    if (this.closest === undefined || this.rank(compared.value) > this.rank(this.closest.value)) {
      this.closest = compared;
    }
  }

  lose(what: 'group' | 'metric'): void {
    this.lost[what] += 1;
  }

  /** A range of runs may be long, where an alert raises events about nothing. */
  private addToPhases(first: number, last: number, events: number): void {
    for (let phase = 0; phase < this.phases; phase += 1) {
      const upTo = (run: number) => Math.floor((run - phase) / this.phases);
      this.events[phase] = (this.events[phase] ?? 0) + (upTo(last) - upTo(first - 1)) * events;
    }
  }

  /** How close a value is to the condition. */
  private rank(value: number): number {
    return closeness(this.plan, value);
  }
}

/** How close a value is to the condition of an alert, or how far beyond it: the larger, the closer. */
export function closeness({ metric }: AlertPlan, value: number): number {
  if (metric.kind === 'none') {
    return 0;
  }
  const { comparison, threshold } = metric.condition;
  switch (comparison) {
    case 'lt':
    case 'lte':
      return -value;
    case 'eq':
      return -Math.abs(value - threshold);
    case 'not_eq':
      return Math.abs(value - threshold);
    default:
      return value;
  }
}
