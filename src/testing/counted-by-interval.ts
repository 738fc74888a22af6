import type { Duration } from 'cdk8s';
import { spanOf } from './flow-logs';
import type { RowContext } from './log-rows';

/** @internal */
export interface Counting {
  readonly lasting: Duration;
  readonly after: Duration | undefined;
  readonly times: number;
  /** Seconds between two flushes. */
  readonly interval: number;
}

/** How many of a number of things happen in each flush interval, by the start of the interval in seconds. @internal */
export function countedByInterval(
  context: RowContext,
  { lasting, after, times, interval }: Counting,
): [number, number][] {
  const { from, seconds } = spanOf(context, lasting, after);
  const counts = new Map<number, number>();
  for (let index = 0; index < times; index += 1) {
    const start = Math.floor((from + (index * seconds) / times) / interval) * interval;
    counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return [...counts];
}

/** @internal */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
