/** A stretch of time, in milliseconds since 1970. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** When a cluster ran an alert. */
export interface ClusterRuns {
  /** In order, in milliseconds since 1970. */
  readonly times: readonly number[];
  /** The time from the start of a period, counted since 1970, to the first run that raised an event. */
  readonly offset: number;
  /** By how much the time between runs differs from the period, on average; undefined if fewer than two runs raised events. */
  readonly drift: number | undefined;
}

/** More runs than any export has: a year of runs every 30 seconds. */
const MOST_RUNS = 1_100_000;

/**
 * When a cluster ran an alert, from the times of its events. Runs that raised no event are placed evenly between those that
 * did: their phase drifts, and changes when the controller is restarted.
 *
 * @param events the times of events, at least one
 */
export function clusterRuns(events: readonly number[], period: number, { from, to }: Stretch): ClusterRuns {
  const seen = distinctRuns(events, period);
  const [first = 0, last = 0] = [seen[0], seen.at(-1)];
  const times: number[] = [];
  for (let time = first - period; time >= from && times.length < MOST_RUNS; time -= period) {
    times.push(time);
  }
  times.reverse();
  let steps = 0;
  for (const [index, time] of seen.entries()) {
    const next = seen[index + 1];
    times.push(time);
    const count = next === undefined ? 0 : Math.max(1, Math.round((next - time) / period));
    steps += count;
    for (let step = 1; next !== undefined && step < count && times.length < MOST_RUNS; step += 1) {
      times.push(time + ((next - time) / count) * step);
    }
  }
  for (let time = last + period; time <= to && times.length < MOST_RUNS; time += period) {
    times.push(time);
  }
  return {
    times: times.filter((time) => time >= from && time <= to),
    offset: first % period,
    drift: steps === 0 ? undefined : (last - first) / steps - period,
  };
}

/** Runs from a time on. */
export function runsFrom(first: number, period: number, to: number): number[] {
  const count = Math.min(MOST_RUNS, Math.floor((to - first) / period) + 1);
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index * period);
}

/** The events of a run are stored one after the other: those within half a period are of the same one. */
export function distinctRuns(events: readonly number[], period: number): number[] {
  const runs: number[] = [];
  for (const time of [...events].sort((left, right) => left - right)) {
    const last = runs.at(-1);
    if (last === undefined || time - last >= period / 2) {
      runs.push(time);
    }
  }
  return runs;
}
