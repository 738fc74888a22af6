import { NO_VALUES, type Partial } from './partial';
import type { Group } from './partials';
import type { RunSpan } from './record-times';

/** The records of a group that a range of runs sees: the same for each of them. */
export type Segment = Readonly<Partial>;

/** What the runs see of a group, in order; runs that see nothing of it are left out. */
export function segmentsOf({ partials }: Group, needsExtremes: boolean): Segment[] {
  const all = [...partials.values()];
  const bounds = boundsOf(all);
  const segments: Partial[] = [];
  bounds.forEach((first, index) => {
    segments.push({ first, last: (bounds[index + 1] ?? first) - 1, n: 0, ...NO_VALUES });
  });
  addTotals(all, segments, bounds);
  if (needsExtremes) {
    addExtremes(all, segments, bounds);
  }
  return segments.filter(({ n }) => n > 0);
}

/** Where what runs see changes: sorted, and each of them once. */
type Bounds = Float64Array;

function boundsOf(partials: readonly Partial[]): Bounds {
  const bounds = new Float64Array(2 * partials.length);
  partials.forEach(({ first, last }, index) => {
    bounds[2 * index] = first;
    bounds[2 * index + 1] = last + 1;
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

/** Sums what enters and leaves. All numbers are whole, so that nothing is lost by adding and subtracting. */
function addTotals(partials: readonly Partial[], segments: Partial[], bounds: Bounds): void {
  for (const partial of partials) {
    const [start, end] = placesOf(partial, bounds);
    change(segments[start], partial, 1);
    change(segments[end], partial, -1);
  }
  for (const [index, segment] of segments.entries()) {
    change(segment, segments[index - 1], 1);
  }
}

function change(segment: Partial | undefined, by: Partial | undefined, sign: 1 | -1): void {
  if (segment !== undefined && by !== undefined) {
    segment.n += sign * by.n;
    segment.values += sign * by.values;
    segment.sum += sign * by.sum;
  }
}

/** Gives each segment the largest and the smallest value: partials take the segments that better ones have left. */
function addExtremes(partials: readonly Partial[], segments: Partial[], bounds: Bounds): void {
  const withValues = partials.filter(({ values }) => values > 0);
  for (const [extreme, sign] of [['max', -1] as const, ['min', 1] as const]) {
    const sorted = [...withValues].sort((left, right) => sign * (left[extreme] - right[extreme]));
    // A segment that is free is its own successor.
    const free = segments.map((_, index) => index);
    for (const partial of sorted) {
      const [start = 0, end = 0] = placesOf(partial, bounds);
      for (let index = firstFree(free, start); index < end; index = firstFree(free, index)) {
        const segment = segments[index];
        if (segment !== undefined) {
          segment[extreme] = partial[extreme];
        }
        free[index] = index + 1;
      }
    }
  }
}

/** Follows the links to the next segment that is free, and shortens them on the way. */
function firstFree(free: number[], from: number): number {
  let index = from;
  for (let next = free[index] ?? index; next !== index; next = free[index] ?? index) {
    free[index] = free[next] ?? next;
    index = next;
  }
  return index;
}

function placesOf({ first, last }: RunSpan, bounds: Bounds): [start: number, end: number] {
  return [indexOf(first, bounds), indexOf(last + 1, bounds)];
}
