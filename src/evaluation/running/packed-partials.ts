import type { GroupValue } from './group-values';
import type { GroupPartial, Partial } from './partial';

/**
 * Partials as numbers, and their groups: the collector of garbage has nothing to do with them, another thread receives the
 * numbers without a copy, and files contain them as they are.
 */
export interface PackedPartials {
  readonly groups: readonly (readonly GroupValue[])[];
  /** For each partial, the index of its group, and its own numbers. */
  readonly numbers: Float64Array<ArrayBuffer>;
}

/** Where the numbers of a partial are, after the index of its group. */
export const FIRST = 1;
export const LAST = 2;
export const N = 3;
export const VALUES = 4;
export const SUM = 5;
export const MIN = 6;
export const MAX = 7;

export const NUMBERS_OF_PARTIAL = 8;

/** The number of packed partials. */
export function partialsIn({ numbers }: PackedPartials): number {
  return numbers.length / NUMBERS_OF_PARTIAL;
}

/** The first run of the partial whose numbers begin at a place. */
export function firstRunAt(numbers: Float64Array, place: number): number {
  return numbers[place + FIRST] as number;
}

/** Writes a partial to a place. */
export function writePartial(numbers: Float64Array, place: number, group: number, partial: Readonly<Partial>): void {
  numbers[place] = group;
  numbers[place + FIRST] = partial.first;
  numbers[place + LAST] = partial.last;
  numbers[place + N] = partial.n;
  numbers[place + VALUES] = partial.values;
  numbers[place + SUM] = partial.sum;
  numbers[place + MIN] = partial.min;
  numbers[place + MAX] = partial.max;
}

/** The partials, one by one. */
export function* unpack({ groups, numbers }: PackedPartials): Generator<GroupPartial> {
  for (let place = 0; place < numbers.length; place += NUMBERS_OF_PARTIAL) {
    const group = groups[numbers[place] as number] as readonly GroupValue[];
    yield {
      group,
      first: numbers[place + FIRST] as number,
      last: numbers[place + LAST] as number,
      n: numbers[place + N] as number,
      values: numbers[place + VALUES] as number,
      sum: numbers[place + SUM] as number,
      min: numbers[place + MIN] as number,
      max: numbers[place + MAX] as number,
    };
  }
}
