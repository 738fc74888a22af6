import { errorRule, type Finding, type Manifest, REJECTED, valueAt, warningRule } from '../../base';
import type { ClusterKind } from '../../calico';
import { parseRfc3339 } from '../../kubernetes';
import { HAS_TIMES } from './capture-schema';
import { capture } from './example';

const RIGHT = capture();

const TIME_FORMAT = errorRule({
  id: 'packet-capture/time-format',
  what: 'The startTime and the endTime of a packet capture must be times in RFC 3339 format, with a time zone.',
  why: REJECTED,
  bad: capture({ endTime: "'2026-12-01 10:00'" }),
  good: RIGHT,
});
const END_NOT_AFTER_START = errorRule({
  id: 'packet-capture/end-not-after-start',
  what: 'A packet capture must end after its start.',
  why: 'Otherwise, it never captures anything. The schema of 3.24 rejects such a capture, and older API servers were observed to do the same.',
  bad: capture({ startTime: "'2026-12-01T10:00:00Z'" }),
  good: capture({ startTime: "'2026-12-01T09:00:00Z'" }),
});
const NEVER_ENDS = warningRule({
  id: 'packet-capture/never-ends',
  acceptedAs: 'unchanged',
  what: 'A packet capture should have an endTime.',
  why: 'Otherwise it runs until it is deleted. It stores the content of packets, including personal data, and uses disk space on the nodes up to a limit. Before 3.10, captures have no endTime.',
  bad: capture({ endTime: undefined }),
  good: RIGHT,
});

/** Checks when a capture runs. */
export function checkTimes(capture: Manifest, { release }: ClusterKind): Finding[] {
  if (release._valueIn(HAS_TIMES) !== true) {
    return [];
  }
  const [start, end] = [valueAt(capture, 'spec', 'startTime'), valueAt(capture, 'spec', 'endTime')];
  return [...checkFormat(start, 'startTime'), ...checkFormat(end, 'endTime'), ...checkEnd(start, end)];
}

function checkFormat(value: unknown, field: string): Finding[] {
  if (typeof value !== 'string' || parseRfc3339(value) !== undefined) {
    return [];
  }
  const message =
    'is not a time in RFC 3339 format; write it with a time zone, as in 2026-12-01T10:00:00Z or 2026-12-01T11:00:00+01:00';
  return [{ ...TIME_FORMAT, keys: ['spec', field], value, message }];
}

function checkEnd(start: unknown, end: unknown): Finding[] {
  const keys = ['spec', 'endTime'];
  if (end === undefined || end === null) {
    const message = 'without it, the capture runs until it is deleted; set when it ends';
    return [{ ...NEVER_ENDS, keys, message }];
  }
  const [from, to] = [start, end].map((time) => (typeof time === 'string' ? parseRfc3339(time) : undefined));
  if (from === undefined || to === undefined || to > from) {
    return [];
  }
  const message = `must be after the startTime, ${start}, or nothing is captured`;
  return [{ ...END_NOT_AFTER_START, keys, value: end, message }];
}

/** The rules that this file checks. */
export const TIME_RULES = [TIME_FORMAT, END_NOT_AFTER_START, NEVER_ENDS] as const;
