import { FIRST, LAST, MAX, MIN, N, SUM, VALUES } from './packed-partials';
import type { Partial } from './partial';
import type { Group } from './partial-groups';

/** What is added up. */
const SUMMED = [N, VALUES, SUM] as const;

/** The records of a group that a range of runs sees: the same for each of them. */
export type Segment = Readonly<Partial>;

/**
 * What the runs see of a group, in order; runs that see nothing of it are left out. All have the same object, so each is only
 * valid until the next one: there are more of them than partials, and the collector of garbage would have much to do.
 */
export function* segmentsOf(group: Group, needsExtremes: boolean): Generator<Segment> {
  const bounds = boundsOf(group);
  const totals = isExact(group) ? new Totals(group, bounds) : new TotalsOfLargeNumbers(group, bounds);
  const extremes = needsExtremes ? new Extremes(group, bounds) : undefined;
  const segment = { first: 0, last: 0, n: 0, values: 0, sum: 0, min: 0, max: 0 };
  for (let index = 0; index < bounds.length - 1; index += 1) {
    totals.addTo(segment, index);
    if (segment.n > 0) {
      segment.first = bounds[index] as number;
      segment.last = (bounds[index + 1] as number) - 1;
      extremes?.copyTo(segment, index);
      yield segment;
    }
  }
}

/** Where what runs see changes: sorted, and each of them once. */
type Bounds = Float64Array;

function boundsOf({ places, numbers }: Group): Bounds {
  const bounds = new Float64Array(2 * places.length);
  places.forEach((place, index) => {
    bounds[2 * index] = numbers[place + FIRST] as number;
    bounds[2 * index + 1] = (numbers[place + LAST] as number) + 1;
  });
  bounds.sort();
  let count = 0;
  for (const bound of bounds) {
    if (count === 0 || bound !== bounds[count - 1]) {
      bounds[count] = bound;
      count += 1;
    }
  }
  return bounds.subarray(0, count);
}

function indexOf(bound: number, bounds: Bounds): number {
  let [low, high] = [0, bounds.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] as number) < bound) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Whether sums of the numbers, and differences of these, are exact. */
function isExact({ places, numbers }: Group): boolean {
  let total = 0;
  for (const place of places) {
    for (const key of SUMMED) {
      const number = numbers[place + key] as number;
      if (!Number.isInteger(number)) {
        return false;
      }
      total += Math.abs(number);
    }
  }
  return total <= Number.MAX_SAFE_INTEGER;
}

/** What enters at each bound, less what leaves. */
class Totals {
  private readonly n: Float64Array;
  private readonly values: Float64Array;
  private readonly sum: Float64Array;

  constructor({ places, numbers }: Group, bounds: Bounds) {
    this.n = new Float64Array(bounds.length);
    this.values = new Float64Array(bounds.length);
    this.sum = new Float64Array(bounds.length);
    for (const place of places) {
      this.change(numbers, place, indexOf(numbers[place + FIRST] as number, bounds), 1);
      this.change(numbers, place, indexOf((numbers[place + LAST] as number) + 1, bounds), -1);
    }
  }

  addTo(segment: Partial, index: number): void {
    segment.n += this.n[index] as number;
    segment.values += this.values[index] as number;
    segment.sum += this.sum[index] as number;
  }

  private change(numbers: Float64Array, place: number, index: number, sign: 1 | -1): void {
    (this.n[index] as number) += sign * (numbers[place + N] as number);
    (this.values[index] as number) += sign * (numbers[place + VALUES] as number);
    (this.sum[index] as number) += sign * (numbers[place + SUM] as number);
  }
}

/**
 * The sums of what is between a bound and the next one, in a tree of ranges: nothing is subtracted, because a large number would
 * take the digits of others with it.
 */
class TotalsOfLargeNumbers {
  private readonly leaves: number;
  private readonly sums: readonly Float64Array[];

  constructor({ places, numbers }: Group, bounds: Bounds) {
    this.leaves = bounds.length;
    this.sums = SUMMED.map(() => new Float64Array(2 * this.leaves));
    for (const place of places) {
      const start = indexOf(numbers[place + FIRST] as number, bounds);
      const end = indexOf((numbers[place + LAST] as number) + 1, bounds);
      for (const [index, key] of SUMMED.entries()) {
        this.add(this.sums[index] as Float64Array, [start, end], numbers[place + key] as number);
      }
    }
  }

  addTo(segment: Partial, index: number): void {
    const [n = 0, values = 0, sum = 0] = this.sums.map((sums) => this.sumAt(sums, index));
    Object.assign(segment, { n, values, sum });
  }

  /** Each node of the tree has what all leaves below it have; its parent is at half its place. */
  private add(sums: Float64Array, [start, end]: readonly [start: number, end: number], number: number): void {
    let [left, right] = [start + this.leaves, end + this.leaves];
    while (left < right) {
      if (left % 2 === 1) {
        (sums[left] as number) += number;
        left += 1;
      }
      if (right % 2 === 1) {
        right -= 1;
        (sums[right] as number) += number;
      }
      [left, right] = [left / 2, right / 2];
    }
  }

  private sumAt(sums: Float64Array, index: number): number {
    let sum = 0;
    for (let node = index + this.leaves; node >= 1; node = Math.floor(node / 2)) {
      sum += sums[node] as number;
    }
    return sum;
  }
}

/** The largest and the smallest value of the records between a bound and the next one. */
class Extremes {
  private readonly max: Float64Array;
  private readonly min: Float64Array;

  constructor({ places, numbers }: Group, bounds: Bounds) {
    const withValues = places.filter((place) => (numbers[place + VALUES] as number) > 0);
    const sorted = (extreme: number, sign: 1 | -1) =>
      [...withValues].sort(
        (left, right) => sign * ((numbers[left + extreme] as number) - (numbers[right + extreme] as number)),
      );
    this.max = firstBetween(bounds, { numbers, places: sorted(MAX, -1), extreme: MAX });
    this.min = firstBetween(bounds, { numbers, places: sorted(MIN, 1), extreme: MIN });
  }

  copyTo(segment: Partial, index: number): void {
    segment.max = this.max[index] as number;
    segment.min = this.min[index] as number;
  }
}

/** Partials whose extremes are compared: the best first. */
interface Sorted extends Pick<Group, 'numbers' | 'places'> {
  readonly extreme: number;
}

/** Partials take the places between bounds that better ones have left. */
function firstBetween(bounds: Bounds, { numbers, places, extreme }: Sorted): Float64Array {
  const taken = new Float64Array(bounds.length);
  // A place that is free is its own successor.
  const free = Uint32Array.from(bounds, (_, index) => index);
  for (const place of places) {
    const end = indexOf((numbers[place + LAST] as number) + 1, bounds);
    const start = indexOf(numbers[place + FIRST] as number, bounds);
    for (let index = firstFree(free, start); index < end; index = firstFree(free, index)) {
      taken[index] = numbers[place + extreme] as number;
      free[index] = index + 1;
    }
  }
  return taken;
}

/** Follows the links to the next place that is free, and shortens them on the way. */
function firstFree(free: Uint32Array, from: number): number {
  let index = from;
  for (let next = free[index] as number; next !== index; next = free[index] as number) {
    free[index] = free[next] as number;
    index = next;
  }
  return index;
}
