import type { IndexedField } from '../../logs';
import { longOf } from './numbers';

/**
 * The first and the last millisecond that a time stands for: a date without a time stands for a whole day, and seconds
 * without a fraction for a whole second.
 */
export interface TimeSpan {
  /** Undefined for a day that the month does not have, of which the log store only knows an end. */
  readonly first: number | undefined;
  readonly last: number;
}

const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;
/** Elasticsearch 7 refuses times before 1970, and later engines do not: they are refused here. */
const MILLIS = /^\d+(?:\.\d*)?$/;
const SECONDS = /^(-?)(\d+)(?:(\.)(\d{0,9}))?$/;

/** The most milliseconds since 1970: a number of 64 bits. */
const MOST_MILLIS = 2 ** 63;

/** The span of a time in the format of its field; undefined if it does not have it. */
export function timeSpanOf(text: string, format: IndexedField['format']): TimeSpan | undefined {
  return format === 'epoch_second' ? secondsSpan(text) : (dateSpan(text) ?? millisSpan(text));
}

/** The log store reads fractions of a second before 1970 in a way of its own, which is not followed here. */
function secondsSpan(text: string): TimeSpan | undefined {
  const [, sign = '', whole = '', point, fraction = ''] = SECONDS.exec(text) ?? [];
  if (whole === '' || (sign !== '' && (Number(whole) === 0 || Number(fraction) > 0))) {
    return undefined;
  }
  const first = Number(`${sign}${whole}`) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  return spanOf(first, point === undefined ? 999 : 0);
}

function millisSpan(text: string): TimeSpan | undefined {
  const millis = MILLIS.test(text) ? longOf(text) : undefined;
  return millis === undefined ? undefined : spanOf(Number(millis), 0);
}

function spanOf(first: number, length: number): TimeSpan | undefined {
  // There is no -0.
  return Math.abs(first) > MOST_MILLIS ? undefined : { first: first + 0, last: first + length };
}

/** What is left out is the earliest possible at the start, and at the end the latest hour, minute and second. */
function dateSpan(text: string): TimeSpan | undefined {
  const found = DATE.exec(text);
  if (found === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  const date = [Number(year), Number(month ?? 1), Number(day ?? 1)] as const;
  const clock = (unset: readonly [number, number, number, number]) => [
    hour === undefined ? unset[0] : Number(hour),
    minute === undefined ? unset[1] : Number(minute),
    second === undefined ? unset[2] : Number(second),
    fraction === undefined ? unset[3] : Number(fraction.slice(0, 3).padEnd(3, '0')),
  ];
  const offset = offsetOf(zone);
  const last = utc(lastDay(date), clock([23, 59, 59, 999]));
  const first = utc(date, clock([0, 0, 0, 0]));
  return last === undefined || offset === undefined
    ? undefined
    : { first: first === undefined ? undefined : first - offset, last: last - offset };
}

type Day = readonly [year: number, month: number, day: number];

/** The end of a time may be on a day that the month does not have: the last day that it has takes its place. */
function lastDay([year, month, day]: Day): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return [year, month, day <= 31 ? Math.min(day, date.getUTCDate()) : day];
}

/** Undefined for a day or a time that does not exist. */
function utc([year, month, day]: Day, clock: readonly number[]): number | undefined {
  const [hour = 0, minute = 0, second = 0, millis = 0] = clock;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && hour < 24 && minute < 60 && second < 60 ? date.setUTCHours(hour, minute, second, millis) : undefined;
}

/** The offset of a zone from UTC in milliseconds; undefined for more than 18 hours. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') {
    return 0;
  }
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  const offset = hours * 60 + minutes;
  return minutes > 59 || offset > 18 * 60 ? undefined : (zone.startsWith('-') ? -offset : offset) * 60_000;
}
