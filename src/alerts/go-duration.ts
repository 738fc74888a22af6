import type { Duration } from 'cdk8s';

const UNIT_MILLIS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const GO_DURATION = /^([+-]?)((?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+|0)$/;

/** The text that Go prints for a duration, which is what Calico's API server stores: `5m0s`, `1h0m0s`, `1.5s`. */
export function formatGoDuration(duration: Duration): string {
  const millis = duration.toMilliseconds();
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

/** Milliseconds of a Go duration such as `1h30m`, or undefined where the text is none (`1h 30m`, `5 minutes`, `1d`). */
export function parseGoDuration(text: string): number | undefined {
  const [, sign, parts = ''] = GO_DURATION.exec(text) ?? [];
  if (sign === undefined) {
    return undefined;
  }
  const amounts = [...parts.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  const millis = amounts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MILLIS[unit ?? ''] ?? 0), 0);
  return sign === '-' ? -millis : millis;
}
