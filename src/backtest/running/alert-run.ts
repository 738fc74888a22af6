import type { LogSettings } from '../../calico';
import {
  type AlertEvent,
  type AlertPlan,
  assumptionsOf,
  eventOf,
  type GroupPartial,
  type LogRecord,
  type PackedPartials,
  type Partials,
  planAssumptions,
  type Raise,
  type RecordCounts,
  type RunSpan,
  runsOf,
} from '../../evaluation';
import { closestGroup } from '../../explain';
import type { TimeStretch } from './coverage';
import { firstFrom } from './first-from';
import type { NoisyGroup } from './group-tallies';
import { Interruption } from './interruption';
import { KeptPartials } from './kept-partials';
import { daysOf, runsWithLogs, within } from './log-days';
import type { LogsOfDataSet } from './logs-of-data-set';
import { groupKeyOf, metricHistory } from './metric-history';
import { neededFields } from './needed-fields';
import type { Outcome } from './outcome';
import { PhaseCounts } from './phase-counts';
import type { RunOptions, RunState } from './run-options';
import { RunWalks } from './run-walks';
import { Tally } from './tally';

/** The most groups in a report. */
const MOST_GROUPS = 100;

/** Takes the rows of a data set, and computes what an alert would have raised for them. */
export class AlertRun {
  private readonly kept: KeptPartials;

  /** @param alerts the number of alerts that are run together */
  constructor(
    readonly plan: AlertPlan,
    private readonly options: RunOptions,
    alerts = 1,
  ) {
    this.kept = new KeptPartials(plan, options, alerts);
  }

  /** The fields at the top of records that the alert looks at, besides times. */
  get needed(): readonly string[] {
    return neededFields(this.plan, this.partials.groupNames);
  }

  /** The names of the values of a group. */
  get groupNames(): readonly string[] {
    return this.partials.groupNames;
  }

  /** The rows that were taken. */
  get rows(): Outcome['rows'] {
    const { counts, dropped } = this.partials;
    const { records: read, matched, grouped } = counts;
    return { read, matched, grouped, dropped: dropped.all.map(({ reason, count }) => ({ reason, rows: count })) };
  }

  /** Whether rows state when they were stored, so the delay does not matter for them. */
  get hasGenerated(): boolean {
    return this.partials.times.hasGenerated;
  }

  add(row: LogRecord): void {
    this.kept.addRow(row);
  }

  /** What was taken, to be given to another run of the same alert. */
  get state(): RunState {
    const { counts, dropped, times } = this.partials;
    return {
      partials: this.kept.pack(),
      counts: { ...counts, dropped: dropped.all, hasGenerated: times.hasGenerated },
      span: times.span,
    };
  }

  absorb({ partials, counts, span }: RunState): void {
    this.addPacked(partials);
    this.addCounts(counts);
    if (span !== undefined) {
      this.addRuns(span);
    }
  }

  /** Takes partials that were computed elsewhere; their rows are counted with `addCounts`. */
  addPartials(partials: Iterable<GroupPartial>): void {
    this.kept.add(partials);
  }

  /** Takes partials that another run of the same alert packed. */
  addPacked(partials: readonly PackedPartials[]): void {
    this.kept.addPacked(partials);
  }

  /** Counts rows that were counted elsewhere. */
  addCounts(counts: RecordCounts): void {
    this.partials.addCounts(counts);
  }

  /** Takes the runs that see rows which were counted elsewhere, whether the query matches them or not. */
  addRuns(runs: RunSpan): void {
    this.partials.times.extend(runs);
  }

  /** What the runs raise for all rows that were taken; where that is interrupted, the first runs. */
  async outcome(logs: LogsOfDataSet, settings: LogSettings, interruption = new Interruption()): Promise<Outcome> {
    const { partials, plan } = this;
    const { times } = partials;
    const all = common(runsOf(partials, this.options), times.span);
    const spans = runsWithLogs(all, logs.gaps, plan, times.slot);
    const walk = this.walks(all, interruption, spans);
    const tally = new Tally(plan, times);
    const hasRuns = times.span !== undefined && spans.length > 0;
    const runs = { first: all.first, last: hasRuns ? await walk.goThrough(tally) : all.last };
    const noisiest = await noisiestGroups(tally, walk, interruption);
    const isEmpty = !hasRuns || runs.first > runs.last;
    const span = isEmpty ? undefined : { from: runs.first * times.slot, to: runs.last * times.slot };
    const gaps = span === undefined ? [] : within(logs.gaps, span);
    const event = (raised: Raise | undefined, run: number | undefined) =>
      raised && run !== undefined ? eventOf(partials, { ...raised, first: run }) : undefined;
    const phases = tally.events.counts;
    const lost = { groups: tally.lost.group > 0, metrics: tally.lost.metric > 0 };
    return {
      rows: this.rows,
      span,
      days: daysOf(logs.span, logs.gaps, {
        ...this.options,
        ...(runs.last < all.last ? { to: runs.last * times.slot } : {}),
      }),
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
      isPartial: interruption.isPartial,
      eventSteps: () => (isEmpty ? [] : walk.eventSteps(phases.indexOf(tally.events.spread.typical))),
      history: async () => {
        const named = noisiest.map(({ values }) => values);
        return isEmpty || interruption.isOver
          ? undefined
          : metricHistory({
              plan,
              names: partials.groupNames,
              times,
              runs,
              noisiest: named,
              walk: (visitor) => walk.goThroughAgain(visitor),
            });
      },
    };
  }

  /**
   * What runs at certain times raise, group by group; where that is interrupted, not all of it.
   *
   * @param times in milliseconds since 1970, in order
   */
  async eventsAt(times: readonly number[], interruption: Interruption): Promise<AlertEvent[]> {
    const { slot } = this.partials.times;
    const slots = times.map((time) => Math.floor(time / slot));
    const [first, last] = [slots[0], slots.at(-1)];
    const events: AlertEvent[] = [];
    if (first === undefined || last === undefined) {
      return events;
    }
    await this.walks({ first, last }, interruption).goThroughAgain({
      raise: (raised) => {
        const event = eventOf(this.partials, raised);
        for (let index = firstFrom(slots, raised.first); (slots[index] ?? Infinity) <= raised.last; index += 1) {
          const time = times[index] ?? 0;
          for (let repeated = 0; repeated < raised.events; repeated += 1) {
            events.push({ ...event, time });
          }
        }
      },
    });
    return events;
  }

  /** The events of each phase between two times, by the time from the start of a period to its runs, in milliseconds. */
  async eventsByOffset({ from, to }: TimeStretch, interruption: Interruption): Promise<Map<number, number>> {
    const { slot, phases } = this.partials.times;
    const counts = new PhaseCounts(phases);
    const span = { first: Math.ceil(from / slot), last: Math.floor(to / slot) };
    await this.walks(span, interruption).goThroughAgain({
      raise: ({ first, last, events }) => counts.add(first, last, events),
    });
    return new Map(counts.counts.map((events, phase) => [phase * slot, events]));
  }

  /** Removes the temporary files. */
  dispose(): void {
    this.kept.dispose();
  }

  private walks(all: RunSpan, interruption: Interruption, spans: readonly RunSpan[] = [all]): RunWalks {
    return new RunWalks(() => this.kept.chunks(all), spans, interruption);
  }

  private get partials(): Partials {
    return this.kept.inMemory;
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

/** The runs of a span that can see a row. */
function common(runs: RunSpan, seen: RunSpan | undefined): RunSpan {
  return seen === undefined ? runs : { first: Math.max(runs.first, seen.first), last: Math.min(runs.last, seen.last) };
}

/** If there are very many groups, those that may be the noisiest are counted again, as long as there is time for it. */
async function noisiestGroups({ groups }: Tally, walk: RunWalks, interruption: Interruption): Promise<NoisyGroup[]> {
  const { again } = groups;
  if (again !== undefined) {
    await walk.goThrough(again);
  }
  return (again === undefined || interruption.isOver ? groups : again).noisiest(MOST_GROUPS);
}
