import {
  errorRule,
  type Finding,
  FindingSeverity,
  type Manifest,
  noticeRule,
  REJECTED,
  type RuleMark,
  valueAt,
  warningRule,
} from '../../base';
import type { CalicoRelease, ClusterKind } from '../../calico';
import { parseGoDuration, parseRfc3339 } from '../../kubernetes';
import { exception, exceptionFor } from './example';
import { COMPARES_TIMES, HAS_TIMES } from './exception-schema';

const RIGHT = exception();

const START_MISSING = errorRule({
  id: 'alert-exception/start-missing',
  what: 'An exception must have a startTime.',
  why: 'Otherwise, the API server rejects the object. It was observed to treat the zero time of Go, 0001-01-01T00:00:00Z, like a missing one, which is not documented.',
  bad: exception({ startTime: undefined }),
  good: RIGHT,
});
const TIME_FORMAT = errorRule({
  id: 'alert-exception/time-format',
  what: 'The times of an exception must be in RFC 3339, with date, time and zone.',
  why: REJECTED,
  bad: exception({ startTime: '"2026-12-01"' }),
  good: RIGHT,
});
const END_NOT_AFTER_START = errorRule({
  id: 'alert-exception/end-not-after-start',
  what: 'An exception must end after its start.',
  why: 'From 3.24 on, the schema rejects both an earlier and an equal end. Before 3.24, the API server rejects an earlier end (observed, not documented), and stores an exception with equal times, which is never active, so equal times are a warning. With native v3 CRDs on 3.23 (a preview), both are stored.',
  bad: exception({ endTime: '"2026-11-30T08:00:00Z"' }),
  good: RIGHT,
});
const NEVER_ACTIVE: RuleMark = { ...END_NOT_AFTER_START, severity: FindingSeverity.WARNING };
const NO_END = noticeRule({
  id: 'alert-exception/no-end',
  what: 'An exception should have an end.',
  why: 'Without an endTime, it hides events forever, including those of an attack that looks like the known behavior.',
  bad: exception({ endTime: undefined }),
  good: RIGHT,
});
const EXPIRED = warningRule({
  id: 'alert-exception/expired',
  what: 'An exception should not have ended.',
  why: 'An exception that has ended hides nothing. This rule is checked only if you pass the current time to lint with --now.',
  now: '2026-12-24T08:00:00Z',
  bad: RIGHT,
  good: exception({ endTime: '"2026-12-31T08:00:00Z"' }),
});
const PERIOD = errorRule({
  id: 'alert-exception/period',
  what: 'The period of an exception of 3.13 must be a Go duration of at least a minute.',
  why: REJECTED,
  on: '3.13',
  bad: exceptionFor('1d'),
  good: exceptionFor('24h'),
});

/** The zero value of Go's time, in milliseconds. */
const ZERO = parseRfc3339('0001-01-01T00:00:00Z');
const SHORTEST_PERIOD = 60_000;

/** Checks when an exception is active. */
export function checkTimes(manifest: Manifest, release: CalicoRelease): Finding[] {
  if (!release._valueIn(HAS_TIMES)) {
    return checkPeriod(valueAt(manifest, 'spec', 'period'));
  }
  const start = valueAt(manifest, 'spec', 'startTime');
  const end = valueAt(manifest, 'spec', 'endTime');
  return [
    ...checkStart(start),
    ...checkFormat('startTime', start),
    ...checkFormat('endTime', end),
    ...checkEnd(start, end, release),
  ];
}

/** Checks whether an exception has ended. */
export function checkExpired(manifest: Manifest, { release }: ClusterKind, now: number): Finding[] {
  const value = valueAt(manifest, 'spec', 'endTime');
  const end = release._valueIn(HAS_TIMES) ? timeOf(value) : undefined;
  if (end === undefined || end > now) {
    return [];
  }
  const message = 'has passed, so the exception hides nothing any more; remove the object, or set a later end';
  return [{ ...EXPIRED, keys: ['spec', 'endTime'], value, message }];
}

function checkStart(value: unknown): Finding[] {
  const place = { keys: ['spec', 'startTime'], value };
  if (value === undefined || value === null) {
    const message = 'is required; set the time from which events are hidden, such as 2026-12-01T08:00:00Z';
    return [{ ...START_MISSING, ...place, message }];
  }
  if (timeOf(value) === ZERO) {
    const message = 'is the zero time of Go, which the API server treats like a missing one; set a later time';
    return [{ ...START_MISSING, ...place, message }];
  }
  return [];
}

/** A value that is not a string has the wrong type, which is checked with those of the other fields. */
function checkFormat(field: string, value: unknown): Finding[] {
  if (typeof value !== 'string' || parseRfc3339(value) !== undefined) {
    return [];
  }
  const message =
    'is not a time in RFC 3339; write date, time and zone, as in 2026-12-01T08:00:00Z or 2026-12-01T09:00:00+01:00';
  return [{ ...TIME_FORMAT, keys: ['spec', field], value, message }];
}

function checkEnd(start: unknown, end: unknown, release: CalicoRelease): Finding[] {
  const place = { keys: ['spec', 'endTime'], value: end ?? undefined };
  if (end === undefined || end === null) {
    const message = 'without it, events are hidden forever; set the time at which the exception ends';
    return [{ ...NO_END, ...place, message }];
  }
  const [from, to] = [timeOf(start), timeOf(end)];
  if (from === undefined || to === undefined || to > from) {
    return [];
  }
  if (to < from) {
    const message = `must be after the start, but is before ${start}`;
    return [{ ...END_NOT_AFTER_START, ...place, message }];
  }
  return release._valueIn(COMPARES_TIMES)
    ? [{ ...END_NOT_AFTER_START, ...place, message: 'must be after the start, but equals it' }]
    : [{ ...NEVER_ACTIVE, ...place, message: 'equals the start, so the exception is never active; set a later end' }];
}

function checkPeriod(value: unknown): Finding[] {
  const place = { keys: ['spec', 'period'], value: value ?? undefined };
  if (value === undefined || value === null) {
    const message = 'without it, events are hidden forever; set how long the exception is active';
    return [{ ...NO_END, ...place, message }];
  }
  if (typeof value !== 'string') {
    return [];
  }
  const millis = parseGoDuration(value);
  if (millis === undefined) {
    const message = 'is not a Go duration, such as 30m or 24h; there is no unit for days';
    return [{ ...PERIOD, ...place, message }];
  }
  return millis < SHORTEST_PERIOD ? [{ ...PERIOD, ...place, message: 'must be at least 1m' }] : [];
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'string' ? parseRfc3339(value) : undefined;
}

/** The rules that this file checks. */
export const TIME_RULES = [START_MISSING, TIME_FORMAT, END_NOT_AFTER_START, NO_END, EXPIRED, PERIOD] as const;
