import type { Duration } from 'cdk8s';
import { ownValue } from '../base';

const UNIT_MILLIS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  // Go knows the Greek letter as well.
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const AMOUNT = '(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)';
const PART = new RegExp(AMOUNT, 'g');
const GO_DURATION = new RegExp(`^[+-]?(?:(?:${AMOUNT})+|0)$`);

/** Go stores nanoseconds in 64 bits, which limits the longest duration. */
const LONGEST = 9_223_372_036_854.775;

/** The text that Go prints for a duration, which is what Calico's API server stores: `5m0s`, `1h0m0s`, `1.5s`. */
export function formatGoDuration(duration: Duration): string {
  const millis = duration.toMilliseconds({ integral: false });
  const hours = Math.floor(millis / 3_600_000);
  const minutes = Math.floor(millis / 60_000) % 60;
  const seconds = (millis % 60_000) / 1_000;
  if (hours > 0) {
    return `${hours}h${minutes}m${seconds}s`;
  }
  if (minutes > 0) {
    return `${minutes}m${seconds}s`;
  }
  return millis > 0 && millis < 1_000 ? `${millis}ms` : `${seconds}s`;
}

/** Milliseconds of a Go duration such as `1h30m`, or undefined where the string is not one (`1h 30m`, `5 minutes`, `1d`). */
export function parseGoDuration(text: string): number | undefined {
  if (!GO_DURATION.test(text)) {
    return undefined;
  }
  let millis = 0;
  PART.lastIndex = 0;
  for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
    millis += Number(part[1]) * (ownValue(UNIT_MILLIS, part[2] ?? '') ?? 0);
  }
  if (millis > LONGEST) {
    return undefined;
  }
  return text.startsWith('-') ? -millis : millis;
}
