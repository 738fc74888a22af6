import { MAX, MIN, N, NUMBERS_OF_PARTIAL, SUM, VALUES, writePartial } from './packed-partials';
import { NO_VALUES, type PartialNumbers } from './partial';
import type { RunSpan } from './record-times';

/** So many partials fit at first; the table grows. */
const FEW = 32;

/**
 * The numbers of partials, in one buffer: objects would live long enough to be moved to where garbage is collected late. A
 * partial is known by its place in the buffer.
 */
export class PartialTable {
  private numbers = new Float64Array(FEW * NUMBERS_OF_PARTIAL);
  private end = 0;

  /** The number of partials. */
  get size(): number {
    return this.end / NUMBERS_OF_PARTIAL;
  }

  /** Adds a partial without records. */
  add(group: number, { first, last }: RunSpan): number {
    if (this.end === this.numbers.length) {
      const larger = new Float64Array(2 * this.end);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    const { numbers, end } = this;
    writePartial(numbers, end, group, { first, last, n: 0, ...NO_VALUES });
    this.end += NUMBERS_OF_PARTIAL;
    return end;
  }

  /** Adds the numbers of records to a partial. */
  addNumbers(place: number, { n, values, sum, min, max }: PartialNumbers): void {
    const { numbers } = this;
    (numbers[place + N] as number) += n;
    (numbers[place + VALUES] as number) += values;
    (numbers[place + SUM] as number) += sum;
    numbers[place + MIN] = Math.min(numbers[place + MIN] as number, min);
    numbers[place + MAX] = Math.max(numbers[place + MAX] as number, max);
  }

  /** The numbers of all partials, only valid until another one is added. */
  get all(): Float64Array {
    return this.numbers;
  }

  /** Gives away all partials, and goes on without them. */
  take(): Float64Array<ArrayBuffer> {
    const taken = this.numbers.slice(0, this.end);
    this.end = 0;
    return taken;
  }
}
