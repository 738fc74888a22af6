import {
  type AlertPlan,
  closeness,
  type GroupValue,
  type PlannedMetric,
  type RunSpan,
  type RunVisitor,
} from '../../evaluation';
import { type ComparedValues, ValueCounts } from './value-counts';

/** The value furthest beyond the condition in each step of time; NaN where no run compared one. */
export type Steps = Float64Array;

/** The values of a group over time. */
export interface GroupHistory {
  readonly key: GroupKey;
  readonly steps: Steps;
}

/** The values that runs compared, over time: enough for a picture, and to count events for other thresholds. */
export interface MetricHistory {
  readonly metric: PlannedMetric;
  /** The first run, in milliseconds since 1970. */
  readonly from: number;
  /** The length of a step, in milliseconds. */
  readonly step: number;
  /** The groups with the most events, and then those that came closest to the condition. */
  readonly groups: readonly GroupHistory[];
  /** The value of all groups that is furthest beyond the condition. */
  readonly all: Steps;
  /** Undefined if there is no metric, or there are too many values. */
  readonly compared: ComparedValues | undefined;
}

/** The values of a group, by field. */
export type GroupKey = Readonly<Record<string, GroupValue>>;

export function groupKeyOf(names: readonly string[], values: readonly GroupValue[]): GroupKey {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]));
}

/** What a history is made from. */
export interface HistorySource {
  readonly plan: AlertPlan;
  /** The fields of the groups. */
  readonly names: readonly string[];
  readonly times: { readonly slot: number; readonly phases: number };
  readonly runs: RunSpan;
  /** The groups with the most events. */
  readonly noisiest: readonly (readonly GroupValue[])[];
  /** Goes through all runs; false if it was interrupted. */
  readonly walk: (visitor: RunVisitor) => Promise<boolean>;
}

const MOST_STEPS = 800;
const SHOWN_GROUPS = 8;

/** While groups are compared by their highest value, so many are kept. */
const KEPT_GROUPS = 1_000;

/** Goes through all runs twice: to find the groups, and to keep their values. Undefined if it was interrupted. */
export async function metricHistory(source: HistorySource): Promise<MetricHistory | undefined> {
  const { plan, times, runs, walk, names } = source;
  const runsOfStep = Math.max(1, Math.ceil((runs.last - runs.first + 1) / MOST_STEPS));
  const canvas = new StepCanvas(plan, runs, runsOfStep);
  const closest = new ClosestGroups(plan);
  const counts = new ValueCounts(plan, times.phases);
  const all = canvas.empty();
  const isWhole = await walk(
    visitorOf(plan, (seen) => {
      canvas.draw(all, seen);
      closest.add(seen);
      counts.compare({ value: seen.value, run: seen.first, lastRun: seen.last });
    }),
  );
  if (!isWhole) {
    return undefined;
  }
  const groups = new Map<string, GroupHistory>();
  for (const values of [...source.noisiest.slice(0, SHOWN_GROUPS), ...closest.best(SHOWN_GROUPS)]) {
    const key = JSON.stringify(values);
    if (groups.size < SHOWN_GROUPS && !groups.has(key)) {
      groups.set(key, { key: groupKeyOf(names, values), steps: canvas.empty() });
    }
  }
  const isDrawn = await walk(
    visitorOf(plan, (seen) => {
      const group = groups.get(JSON.stringify(seen.group));
      if (group !== undefined) {
        canvas.draw(group.steps, seen);
      }
    }),
  );
  if (!isDrawn) {
    return undefined;
  }
  return {
    metric: plan.metric,
    from: runs.first * times.slot,
    step: runsOfStep * times.slot,
    groups: [...groups.values()],
    all,
    compared: plan.metric.kind === 'none' ? undefined : counts.all,
  };
}

/** A value that a range of runs sees. */
interface Seen extends RunSpan {
  readonly group: readonly GroupValue[];
  readonly value: number;
}

/** Without a metric, the value is the number of events of a run. */
function visitorOf({ metric }: AlertPlan, see: (seen: Seen) => void): RunVisitor {
  return metric.kind === 'none'
    ? { raise: ({ group, first, last, events }) => see({ group, first, last, value: events }) }
    : {
        raise: () => undefined,
        compare: ({ group, value, run, lastRun }) => see({ group, first: run, last: lastRun, value }),
      };
}

function rankOf(plan: AlertPlan): (value: number) => number {
  return plan.metric.kind === 'none' ? (value) => value : (value) => closeness(plan, value);
}

/** Draws values over steps, so that the ones furthest beyond the condition stay visible. */
class StepCanvas {
  private readonly rank: (value: number) => number;
  private readonly steps: number;

  constructor(
    plan: AlertPlan,
    private readonly runs: RunSpan,
    private readonly runsOfStep: number,
  ) {
    this.rank = rankOf(plan);
    this.steps = Math.max(0, Math.ceil((runs.last - runs.first + 1) / runsOfStep));
  }

  empty(): Steps {
    return new Float64Array(this.steps).fill(Number.NaN);
  }

  draw(steps: Steps, { first, last, value }: RunSpan & { readonly value: number }): void {
    const rank = this.rank(value);
    for (let step = this.stepOf(first); step <= this.stepOf(last); step += 1) {
      const known = steps[step] ?? Number.NaN;
      if (Number.isNaN(known) || rank > this.rank(known)) {
        steps[step] = value;
      }
    }
  }

  private stepOf(run: number): number {
    return Math.floor((run - this.runs.first) / this.runsOfStep);
  }
}

/** Finds the groups whose highest values are the closest to the condition. */
class ClosestGroups {
  private readonly rank: (value: number) => number;
  private readonly ranks = new Map<string, { readonly values: readonly GroupValue[]; rank: number }>();

  constructor(plan: AlertPlan) {
    this.rank = rankOf(plan);
  }

  add({ group, value }: Seen): void {
    const key = JSON.stringify(group);
    const rank = this.rank(value);
    const known = this.ranks.get(key);
    if (known !== undefined) {
      known.rank = Math.max(known.rank, rank);
      return;
    }
    this.ranks.set(key, { values: group, rank });
    if (this.ranks.size > 2 * KEPT_GROUPS) {
      // A dropped group that reaches a higher value later is added again.
      const dropped = [...this.ranks].sort(([, left], [, right]) => right.rank - left.rank).slice(KEPT_GROUPS);
      for (const [other] of dropped) {
        this.ranks.delete(other);
      }
    }
  }

  best(count: number): (readonly GroupValue[])[] {
    const sorted = [...this.ranks.values()].sort((left, right) => right.rank - left.rank);
    return sorted.slice(0, count).map(({ values }) => values);
  }
}
