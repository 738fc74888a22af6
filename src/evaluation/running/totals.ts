import { type Bounds, indexOf } from './bounds';
import { FIRST, LAST, N, SUM, VALUES } from './packed-partials';
import type { Partial } from './partial';
import type { Group } from './partial-groups';

/** What is added up. */
const SUMMED = [N, VALUES, SUM] as const;

/** The sums of what is between a bound and the next one. */
export interface BoundTotals {
  /** @param segment its sums are those of the bound before */
  addTo(segment: Partial, index: number): void;
}

export function totalsOf(group: Group, bounds: Bounds): BoundTotals {
  return isExact(group) ? new Totals(group, bounds) : new TotalsOfLargeNumbers(group, bounds);
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
class Totals implements BoundTotals {
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
class TotalsOfLargeNumbers implements BoundTotals {
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
