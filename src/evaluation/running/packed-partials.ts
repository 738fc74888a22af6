import type { GroupValue } from './group-values';
import type { GroupPartial } from './partial';

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
