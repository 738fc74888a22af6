import { type Bounds, boundsOf, indexOf } from './bounds';
import { FIRST, LAST, MAX, MIN, VALUES } from './packed-partials';
import type { Partial } from './partial';
import type { Group } from './partial-groups';
import { totalsOf } from './totals';

/** The records of a group that a range of runs sees: the same for each of them. */
export type Segment = Readonly<Partial>;

/**
 * What the runs see of a group, in order; runs that see nothing of it are left out. All have the same object, so each is only
 * valid until the next one: there are more of them than partials, and the collector of garbage would have much to do.
 */
export function* segmentsOf(group: Group, needsExtremes: boolean): Generator<Segment> {
  const bounds = boundsOf(group);
  const totals = totalsOf(group, bounds);
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
