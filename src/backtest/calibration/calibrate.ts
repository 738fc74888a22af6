import { valueAt } from '../../base';
import {
  type AlertPlan,
  assumptionsOf,
  DEFAULT_DELAY,
  isRefusal,
  modulo,
  planAlert,
  planAssumptions,
  slotOf,
} from '../../evaluation';
import { type ExplainedAlert, reasonText } from '../../explain';
import { alertKindOf } from '../../kinds';
import type { BacktestOptions } from '../backtest-options';
import { FileLogs } from '../file-logs';
import { LogProblems } from '../reading';
import type { LogsRead } from '../result';
import { Interruption, type TimeStretch } from '../running';
import { ClusterEvents } from './cluster-events';
import { compare } from './comparison';
import { DelayRuns } from './delay-runs';
import type { Calibration, DelayFit, Uncalibrated } from './result';
import { type ClusterRuns, clusterRuns, distinctRuns, runsFrom } from './run-times';

/** Where logs and events are. */
export interface CalibrationInput {
  readonly logs: readonly string[];
  readonly events: readonly string[];
}

/** Compares what an alert would have raised for logs with the events that a cluster raised at the same time. */
export async function calibrate(
  alert: ExplainedAlert,
  input: CalibrationInput,
  options: Omit<BacktestOptions, 'delay'>,
): Promise<Calibration | Uncalibrated> {
  const problems = new LogProblems();
  const plan = planOf(alert, options);
  if (typeof plan === 'string') {
    const read = { files: 0, bytes: 0, rows: 0, others: {}, problems: [] };
    return { reason: plan, logs: read, isPartial: false };
  }
  const runs = new DelayRuns(plan, { now: options.now });
  const { groupNames } = runs.usual;
  const { metric } = plan.model;
  const events = new ClusterEvents({ origin: plan.model.name, fields: groupNames, metric }, problems);
  try {
    const files = await new FileLogs(runs, { release: options.release, problems }).readAll(input.logs, options);
    await events.readAll(input.events, options.signal);
    const { signal } = options;
    const read = {
      logs: { ...files, problems: problems.all },
      get isPartial() {
        return signal?.aborted === true;
      },
    };
    return await new Calibrating({ alert, plan, runs, events, options }).result(read);
  } finally {
    runs.dispose();
  }
}

function planOf(
  { manifest, verdict, reasons }: ExplainedAlert,
  { release }: Pick<BacktestOptions, 'release'>,
): AlertPlan | string {
  const model = alertKindOf(manifest)?.readAlert(manifest, release);
  const plan = model && planAlert(model);
  if (!valueAt(manifest, 'metadata', 'name')) {
    return 'its name is generated, so its events are not known: give it the name that it has on the cluster';
  }
  if (plan !== undefined && !isRefusal(plan) && verdict !== 'refused' && verdict !== 'unknown') {
    return plan;
  }
  const why =
    reasons.length > 0 ? reasons.map(reasonText).join('; ') : plan !== undefined && isRefusal(plan) ? plan.refused : '';
  return `it cannot be evaluated for ${release.displayName}${why === '' ? '' : `: ${why}`}`;
}

interface Material {
  readonly alert: ExplainedAlert;
  readonly plan: AlertPlan;
  readonly runs: DelayRuns;
  readonly events: ClusterEvents;
  readonly options: Omit<BacktestOptions, 'delay'>;
}

interface Read {
  readonly logs: LogsRead;
  readonly isPartial: boolean;
}

class Calibrating {
  private readonly interruption: Interruption;

  constructor(private readonly material: Material) {
    this.interruption = new Interruption(material.options.signal);
  }

  async result(read: Read): Promise<Calibration | Uncalibrated> {
    const span = this.span();
    if (typeof span === 'string') {
      return { reason: span, logs: read.logs, isPartial: read.isPartial };
    }
    const { alert, plan, runs, events } = this.material;
    const { period, lookback } = plan.model;
    const compared = events.events.filter(({ time }) => time >= span.from && time <= span.to);
    const seen = compared.map(({ time }) => time);
    const clusters = seen.length === 0 ? await this.quietestRuns(span) : clusterRuns(seen, period, span);
    const how = { times: clusters.times, fields: runs.usual.groupNames, metric: plan.model.metric };
    // Without events, nothing is known about the delay either.
    const tried = seen.length === 0 ? new Map([[DEFAULT_DELAY, runs.usual]]) : runs.runs;
    const fits: DelayFit[] = [];
    for (const [delay, run] of tried) {
      const computed = await run.eventsAt(clusters.times, this.interruption);
      if (!this.interruption.isOver) {
        fits.push({ delay, ...compare(computed, compared, how) });
      }
    }
    const [first, ...others] = fits;
    if (first === undefined) {
      return { reason: 'it was interrupted before', logs: read.logs, isPartial: read.isPartial };
    }
    const best = others.reduce((left, right) => (isBetter(right, left) ? right : left), first);
    const generated = runs.usual.hasGenerated;
    const { file, object, dataSet, release } = alert;
    return {
      alert: { file, object, dataSet, release, period, lookback },
      rows: runs.usual.rows,
      span,
      events: {
        compared: compared.length,
        outside: events.events.length - compared.length,
        others: events.others,
        unusable: Array.from(events.unusable, ([reason, rows]) => ({ reason, rows })),
      },
      runs: clusters.times.length,
      raisingRuns: distinctRuns(seen, period).length,
      offset: clusters.offset,
      drift: clusters.drift,
      equalOffsets: 'equalOffsets' in clusters ? clusters.equalOffsets : [clusters.offset],
      fits,
      best,
      bestDelays: fits.filter((fit) => isAsGood(fit, best)).map(({ delay }) => delay),
      hasGenerated: generated,
      assumptions: assumptionsOf(planAssumptions(plan, { groups: false, metrics: false, generated })),
      logs: read.logs,
      isPartial: read.isPartial,
    };
  }

  /** The runs of which the logs have all rows that they see, or why there are none. */
  private span(): TimeStretch | string {
    const { plan, runs, events, options } = this.material;
    const { dataSet, lookback } = plan.model;
    const logs = runs.logs.span;
    if (logs === undefined) {
      return `the logs have no row of its data set, ${dataSet}`;
    }
    if (events.rows > 0 && events.events.length + events.others === 0) {
      const [[reason] = ['cannot be compared']] = events.unusable;
      return `no row of --events is an event that can be compared: each ${reason}`;
    }
    const from = Math.max(logs.from + lookback, options.from ?? Number.NEGATIVE_INFINITY);
    const to = Math.min(logs.to, options.to ?? Number.POSITIVE_INFINITY);
    return from <= to
      ? { from, to }
      : 'no run between --from and --to sees all of its rows, or the logs are shorter than its lookback';
  }

  /** Without events, it is only known that the runs raised as little as possible, which can be true of several phases. */
  private async quietestRuns({ from, to }: TimeStretch): Promise<QuietestRuns> {
    const { plan, runs } = this.material;
    const { period } = plan.model;
    const byOffset = await runs.usual.eventsByOffset({ from, to }, this.interruption);
    // The phases that backtest looks at are enough.
    const slot = slotOf(plan, DEFAULT_DELAY);
    const phases = [...byOffset].filter(([offset]) => offset % slot === 0);
    const fewest = Math.min(...phases.map(([, events]) => events));
    const equalOffsets = phases.filter(([, events]) => events === fewest).map(([offset]) => offset);
    const [offset = 0] = equalOffsets;
    const first = from + modulo(offset - from, period);
    return { times: runsFrom(first, period, to), offset: undefined, drift: undefined, equalOffsets };
  }
}

/** The runs of the first of the phases that raise the fewest events. */
type QuietestRuns = Omit<ClusterRuns, 'offset'> & {
  readonly offset: undefined;
  readonly equalOffsets: readonly number[];
};

/** The better of two agrees about a larger share of the events; then values count, and then how unusual the delay is. */
function isBetter(left: DelayFit, right: DelayFit): boolean {
  const rights = [...faultsOf(right), Math.abs(right.delay - DEFAULT_DELAY)];
  const lefts = [...faultsOf(left), Math.abs(left.delay - DEFAULT_DELAY)];
  const index = lefts.findIndex((count, at) => count !== rights[at]);
  return index !== -1 && (lefts[index] ?? 0) < (rights[index] ?? 0);
}

function isAsGood(left: DelayFit, right: DelayFit): boolean {
  const rights = faultsOf(right);
  return faultsOf(left).every((count, index) => count === rights[index]);
}

/** The smaller, the better: without the share, a delay after which no run sees anything could explain a cluster best. */
function faultsOf({ matched, missing, extra, different }: DelayFit): number[] {
  const faults = missing.length + extra.length;
  return [faults === 0 ? 0 : faults / (2 * matched + faults), faults, different.length];
}
