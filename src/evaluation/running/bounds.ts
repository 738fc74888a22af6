import { FIRST, LAST } from './packed-partials';
import type { Group } from './partial-groups';

/** Where what runs see changes: sorted, and each of them once. */
export type Bounds = Float64Array;

export function boundsOf({ places, numbers }: Group): Bounds {
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

/** The index of a bound. */
export function indexOf(bound: number, bounds: Bounds): number {
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
