import type { AlertEvent } from '../../evaluation';
import { firstFrom } from '../running';
import { type ClusterEvent, keyOf } from './cluster-event';

/** An event of one side only. */
export interface LoneEvent {
  readonly time: number;
  readonly group: Readonly<Record<string, unknown>>;
  readonly value: number | undefined;
}

/** An event of both, with different values of the metric. */
export interface DifferentEvent {
  readonly time: number;
  readonly group: Readonly<Record<string, unknown>>;
  readonly computed: number;
  readonly raised: number;
}

/** How the events of a backtest and those of a cluster agree. */
export interface Comparison {
  readonly matched: number;
  /** Events that only the backtest has. */
  readonly missing: readonly LoneEvent[];
  /** Events that only the cluster has. */
  readonly extra: readonly LoneEvent[];
  readonly different: readonly DifferentEvent[];
}

/** Numbers that are written with fewer digits are still the same. */
const NEARLY = 1e-6;

/** Compares what a backtest computes for the runs of a cluster with what the cluster raised. */
export function compare(
  computed: readonly AlertEvent[],
  raised: readonly ClusterEvent[],
  {
    times,
    fields,
    metric,
  }: { readonly times: readonly number[]; readonly fields: readonly string[]; readonly metric: string | undefined },
): Comparison {
  const open = new Map<string, LoneEvent[]>();
  for (const { time, record } of computed) {
    const group = Object.fromEntries(fields.map((field) => [field, record[field] ?? null]));
    const value = metric === undefined ? undefined : Number(record[metric]);
    const key = `${firstFrom(times, time)} ${keyOf(fields, group)}`;
    const known = open.get(key) ?? [];
    known.push({ time, group, value });
    open.set(key, known);
  }
  let matched = 0;
  const extra: LoneEvent[] = [];
  const different: DifferentEvent[] = [];
  for (const event of raised) {
    const found = open.get(`${runOf(times, event.time)} ${event.key}`)?.pop();
    if (found === undefined) {
      extra.push(event);
      continue;
    }
    matched += 1;
    if (found.value !== undefined && event.value !== undefined && !isNear(found.value, event.value)) {
      different.push({ time: event.time, group: event.group, computed: found.value, raised: event.value });
    }
  }
  const missing = [...open.values()].flat();
  return { matched, missing: inOrder(missing), extra: inOrder(extra), different: inOrder(different) };
}

/** The last run that is not after an event. */
function runOf(times: readonly number[], event: number): number {
  const index = firstFrom(times, event);
  return times[index] === event ? index : index - 1;
}

function isNear(left: number, right: number): boolean {
  return Math.abs(left - right) <= NEARLY * Math.max(1, Math.abs(left), Math.abs(right));
}

function inOrder<T extends { readonly time: number }>(events: readonly T[]): T[] {
  return [...events].sort((left, right) => left.time - right.time);
}
