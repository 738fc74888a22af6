import type { LogSettings } from '../../calico';
import {
  type AlertEvent,
  type AlertPlan,
  assumptionsOf,
  type EvaluationSpan,
  eventOf,
  eventsInPhase,
  type GroupPartial,
  type LogRecord,
  Partials,
  type PartialsOptions,
  planAssumptions,
  type Raise,
  type RecordCounts,
  type RunSpan,
  type RunVisitor,
  runsOf,
  walkRuns,
} from '../../evaluation';
import { closestGroup } from '../../explain';
import { walkQuery } from '../../query';
import type { Outcome } from '../result';
import type { TimeStretch } from './coverage';
import type { NoisyGroup } from './group-tallies';
import type { LogsOfDataSet } from './logs-of-data-set';
import { groupKeyOf, metricHistory } from './metric-history';
import { PartialStore } from './partial-store';
import { PARTIALS_OF_CHUNK, type RunChunk, runChunks } from './run-chunks';
import { Tally } from './tally';

/** What an alert is run with. */
export interface RunOptions extends EvaluationSpan, PartialsOptions {
  /** The most partials that are kept in memory. */
  readonly mostPartials?: number;
}

/** So many partials take about 20 MB; all alerts share them. */
const MOST_PARTIALS = 100_000;
const FEWEST_PARTIALS = 10_000;

/** The most groups in a report. */
const MOST_GROUPS = 100;

const DAY = 86_400_000;

/** Takes the rows of a data set, and computes what an alert would have raised for them. */
export class AlertRun {
  private readonly partials: Partials;
  private readonly store = new PartialStore();
  private readonly mostPartials: number;

  /** @param alerts the number of alerts that are run together */
  constructor(
    readonly plan: AlertPlan,
    private readonly options: RunOptions,
    alerts = 1,
  ) {
    this.partials = new Partials(plan, options);
    this.mostPartials = options.mostPartials ?? Math.max(FEWEST_PARTIALS, Math.floor(MOST_PARTIALS / alerts));
  }

  /** The fields at the top of records that the alert looks at, besides times. */
  get needed(): readonly string[] {
    const { query, groupBy, metric, mapping } = this.plan;
    const names = [...this.partials.groupNames, ...groupBy.map(({ key }) => key)];
    walkQuery(query, ({ key }) => names.push(key));
    if (metric.kind === 'field') {
      names.push(metric.field.key);
    }
    const keys = names.flatMap((name) => [name, mapping.fieldOf(name).alias ?? name]);
    return keys.map((key) => key.split('.')[0] ?? key);
  }

  add(row: LogRecord): void {
    this.partials.add(row);
    if (this.partials.size > this.mostPartials) {
      this.store.add(this.partials.drain());
    }
  }

  /** Takes partials that were computed elsewhere; their rows are counted with `addCounts`. */
  addPartials(partials: Iterable<GroupPartial>): void {
    for (const partial of partials) {
      this.partials.mergePartial(partial);
      if (this.partials.size > this.mostPartials) {
        this.store.add(this.partials.drain());
      }
    }
  }

  /** Counts rows that were counted elsewhere. */
  addCounts(counts: RecordCounts): void {
    this.partials.addCounts(counts);
  }

  /** Takes the runs that see rows which were counted elsewhere, whether the query matches them or not. */
  addRuns(runs: RunSpan): void {
    this.partials.times.extend(runs);
  }

  /** What the runs raise for all rows that were taken. */
  outcome(logs: LogsOfDataSet, settings: LogSettings): Outcome {
    const { partials, plan } = this;
    const { times, counts } = partials;
    const rest = this.store.isEmpty ? [] : partials.drain();
    const runs = runsOf(partials, this.options);
    const tally = new Tally(plan, times);
    const walk = (visitor: RunVisitor, onChunk?: () => void) => {
      for (const chunk of this.chunks(runs, rest)) {
        walkRuns(chunk.partials, chunk.span, visitor);
        onChunk?.();
      }
    };
    walk(tally, () => tally.runs.endChunk());
    const noisiest = noisiestGroups(tally, walk);
    const isEmpty = times.span === undefined || runs.first > runs.last;
    const span = isEmpty ? undefined : { from: runs.first * times.slot, to: runs.last * times.slot };
    const gaps = span === undefined ? [] : within(logs.gaps, span);
    const event = (raised: Raise | undefined, run: number | undefined) =>
      raised && run !== undefined ? eventOf(partials, { ...raised, first: run }) : undefined;
    const phases = tally.events.counts;
    const lost = { groups: tally.lost.group > 0, metrics: tally.lost.metric > 0 };
    return {
      rows: {
        read: counts.records,
        matched: counts.matched,
        grouped: counts.grouped,
        dropped: partials.dropped.all.map(({ reason, count }) => ({ reason, rows: count })),
      },
      span,
      days: daysOf(logs.span, gaps, this.options),
      gaps,
      events: tally.events.spread,
      phases: times.phases,
      raisingPhases: phases.filter((events) => events > 0).length / phases.length,
      mostInOneRun: tally.runs.mostInOneRun,
      worstHour: tally.runs.worstHour,
      groups: this.groupsOf(noisiest),
      groupCount: tally.groups.total,
      firstEvent: event(tally.first, tally.first?.first),
      lastEvent: event(tally.last, tally.last?.last),
      closest: closestGroup(partials, tally),
      thresholds: tally.curve.points,
      suggestion: tally.curve.suggestion,
      seen: logs.forms.compare(settings),
      assumptions: assumptionsOf(planAssumptions(plan, { ...lost, generated: times.hasGenerated })),
      eventsOfPhase: () => this.eventsOf(phases.indexOf(tally.events.spread.typical), runs, rest),
      history: () => {
        const named = noisiest.map(({ values }) => values);
        return isEmpty
          ? undefined
          : metricHistory({ plan, names: partials.groupNames, times, runs, noisiest: named, walk });
      },
    };
  }

  /** Removes the temporary files. */
  dispose(): void {
    this.store.dispose();
  }

  private chunks(runs: RunSpan, rest: GroupPartial[]): Iterable<RunChunk> {
    if (this.store.isEmpty) {
      return [{ span: runs, partials: this.partials }];
    }
    const wanted = Math.min(PARTIALS_OF_CHUNK, this.mostPartials);
    return runChunks({ plan: this.plan, options: this.options, wanted }, runs, this.store.sorted(rest));
  }

  private *eventsOf(phase: number, runs: RunSpan, rest: GroupPartial[]): Generator<AlertEvent> {
    for (const { partials, span } of this.chunks(runs, rest)) {
      yield* eventsInPhase(partials, span, phase);
    }
  }

  private groupsOf(noisiest: readonly NoisyGroup[]): Outcome['groups'] {
    const names = this.partials.groupNames;
    return noisiest.map(({ values, events, peak }) => ({
      key: groupKeyOf(names, values),
      events,
      peak,
    }));
  }
}

/** If there are very many groups, those that may be the noisiest are counted again. */
function noisiestGroups({ groups }: Tally, walk: (visitor: RunVisitor) => void): NoisyGroup[] {
  const { again } = groups;
  if (again !== undefined) {
    walk(again);
  }
  return (again ?? groups).noisiest(MOST_GROUPS);
}

/** The parts of stretches that are within another one. */
function within(stretches: readonly TimeStretch[], span: TimeStretch): TimeStretch[] {
  return stretches
    .map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    .filter(({ from, to }) => from < to);
}

/**
 * The days of which there are logs, as far as runs look at them. A stretch of a day without logs does not count, and less than
 * a day counts as one, because a day may have a quiet rest.
 */
function daysOf(logs: TimeStretch | undefined, gaps: readonly TimeStretch[], { from, to }: EvaluationSpan): number {
  const [seen] = logs === undefined ? [] : within([logs], { from: from ?? logs.from, to: to ?? logs.to });
  if (seen === undefined) {
    return 1;
  }
  const missing = within(gaps, seen)
    .filter((gap) => gap.to - gap.from >= DAY)
    .reduce((sum, gap) => sum + gap.to - gap.from, 0);
  return Math.max(1, (seen.to - seen.from - missing) / DAY);
}
