/** Where a value is drawn. */
export interface Scale {
  /** From 0 to 1. */
  place(value: number): number;
  valueAt(place: number): number;
  readonly ticks: readonly number[];
}

/** Values below this share of the largest one are close to zero on a logarithmic scale. */
const NEAR_ZERO = 0.001;

const NICE: readonly number[] = [1, 2, 5];

/**
 * A scale from the smallest to the largest value; zero has a place on logarithmic ones, too.
 *
 * @param wanted about how many ticks
 */
export function scaleOf(min: number, max: number, isLogarithmic: boolean, wanted: number): Scale {
  const unit = Math.max(Math.abs(min), Math.abs(max)) * NEAR_ZERO || 1;
  const bend = (value: number) => (isLogarithmic ? Math.sign(value) * Math.log1p(Math.abs(value) / unit) : value);
  const unbend = (place: number) => (isLogarithmic ? Math.sign(place) * Math.expm1(Math.abs(place)) * unit : place);
  const [low, high] = [bend(min), bend(max)];
  const length = high - low || 1;
  const place = (value: number) => (bend(value) - low) / length;
  const all = isLogarithmic ? logarithmicTicks(min, max, unit) : linearTicks(min, max, wanted);
  return {
    place,
    valueAt: (at) => unbend(low + at * length),
    ticks: isLogarithmic ? spread(all, place, 1 / (wanted * 1.6)) : all,
  };
}

function linearTicks(min: number, max: number, wanted: number): number[] {
  const rough = (max - min) / wanted || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([...NICE, 10].find((nice) => nice * power >= rough) ?? 10) * power;
  // Without what multiplication adds: 3 × 0.1 is more than 0.3.
  const tickAt = (index: number) => Number((index * step).toPrecision(12));
  const ticks: number[] = [];
  for (let index = Math.ceil(min / step); tickAt(index) <= max; index += 1) {
    ticks.push(tickAt(index));
  }
  return ticks;
}

function logarithmicTicks(min: number, max: number, unit: number): number[] {
  const ticks = [0];
  for (let power = Math.floor(Math.log10(unit)); 10 ** power <= Math.max(max, -min); power += 1) {
    for (const nice of NICE) {
      const tick = Number((nice * 10 ** power).toPrecision(12));
      ticks.push(tick, -tick);
    }
  }
  return ticks.filter((tick) => tick >= min && tick <= max);
}

/** Only ticks that are far enough from one another: zero first, then those that are the roundest. */
function spread(ticks: readonly number[], place: (value: number) => number, distance: number): number[] {
  const roundness = (tick: number) => (tick === 0 ? 0 : NICE.indexOf(Number(Math.abs(tick).toExponential()[0])) + 1);
  const kept: number[] = [];
  for (const tick of [...ticks].sort((left, right) => roundness(left) - roundness(right) || right - left)) {
    if (kept.every((other) => Math.abs(place(other) - place(tick)) >= distance)) {
      kept.push(tick);
    }
  }
  return kept.sort((left, right) => left - right);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS: readonly number[] = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
  91 * DAY,
  364 * DAY,
];

/** Round times between two, and at most so many. */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = TIME_STEPS.find((length) => (to - from) / length <= most) ?? Math.ceil((to - from) / most);
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
    ticks.push(tick);
  }
  return ticks;
}

/** `Jan 5` at midnight, `06:00` at another time; in UTC. */
export function tickText(millis: number): string {
  const date = new Date(millis);
  return millis % DAY === 0
    ? date.toLocaleDateString('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' })
    : date.toISOString().slice(11, 16);
}
