import { isMap } from '../../base';
import { ALERT_TYPE, eventFieldFor } from '../../events';

type Row = Readonly<Record<string, unknown>>;

/** The values of a group, as text, so that it does not matter how an export writes numbers. */
export type EventKey = string;

/** An event that a cluster raised. */
export interface ClusterEvent {
  /** In milliseconds since 1970. */
  readonly time: number;
  readonly key: EventKey;
  /** The values of the group, by field. */
  readonly group: Readonly<Record<string, unknown>>;
  /** The value of the metric; undefined if the event has none. */
  readonly value: number | undefined;
}

/** What is looked for in exported events. */
export interface EventsWanted {
  /** The name of the alert. */
  readonly origin: string;
  /** The fields of groups. */
  readonly fields: readonly string[];
  /** The metric, as records name it. */
  readonly metric: string | undefined;
}

/** Numbers up to this one are seconds: in milliseconds, it is a day in 1973. */
const MOST_SECONDS = 1e11;

/** Older releases call the type `alert`, and the origin is the field `alert`. */
const TYPES: readonly unknown[] = [ALERT_TYPE, 'alert'];

/** Whether a row is an event of an alert, whatever else it has. */
export function isEventOf(row: Row, origin: string): boolean {
  const names = [own(row, 'origin'), own(row, 'alert')];
  return TYPES.includes(own(row, 'type') ?? ALERT_TYPE) && names.includes(origin);
}

/** Whether a row is an event of anything. */
export function isEvent(row: Row): boolean {
  return (
    typeof own(row, 'type') === 'string' &&
    [own(row, 'origin'), own(row, 'alert')].some((name) => typeof name === 'string')
  );
}

/** An event of the alert, or why it cannot be compared. */
export function clusterEventOf(row: Row, { fields, metric }: EventsWanted): ClusterEvent | string {
  const time = timeOf(own(row, 'time'));
  if (time === undefined) {
    return 'is an event without a valid time';
  }
  const recorded = own(row, 'record');
  const record = isMap(recorded) ? recorded : {};
  const group: Record<string, unknown> = {};
  for (const field of fields) {
    const value = own(record, field) ?? own(row, field) ?? own(row, eventFieldFor(field) ?? field);
    if (value === undefined) {
      return `is an event of the alert without ${field}, so its group is not known`;
    }
    Object.defineProperty(group, field, { value, enumerable: true });
  }
  const value = metric === undefined ? undefined : Number(own(record, metric) ?? Number.NaN);
  return { time, key: keyOf(fields, group), group, value: Number.isNaN(value) ? undefined : value };
}

/** The key of a group. */
export function keyOf(fields: readonly string[], group: Readonly<Record<string, unknown>>): EventKey {
  return JSON.stringify(fields.map((field) => String(own(group, field) ?? null)));
}

function own(row: Row, field: string): unknown {
  return Object.hasOwn(row, field) ? row[field] : undefined;
}

/** Events have seconds, milliseconds, or a date, depending on the release and the export. */
function timeOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) {
    return number > 0 ? number * (number < MOST_SECONDS ? 1_000 : 1) : undefined;
  }
  const millis = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(millis) ? undefined : millis;
}
