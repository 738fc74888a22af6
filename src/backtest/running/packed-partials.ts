import type { GroupPartial, GroupValue } from '../../evaluation';

/** Partials as numbers, and their groups: another thread receives the numbers without a copy, and files contain them as they are. */
export interface PackedPartials {
  readonly groups: readonly (readonly GroupValue[])[];
  /** For each partial, the index of its group, and its own numbers. */
  readonly numbers: Float64Array<ArrayBuffer>;
}

const NUMBERS_OF_PARTIAL = 8;

/** So many partials are written and read together. */
const PARTIALS_OF_BLOCK = 2_048;

/** Packs partials by their first run, in blocks that can be read one after the other. The partials are sorted in place. */
export function packSorted(partials: GroupPartial[]): PackedPartials[] {
  return Array.from(blocksOf(sortByFirst(partials)));
}

/** Packs partials in their order, block by block. */
export function* blocksOf(partials: Iterable<GroupPartial>): Generator<PackedPartials> {
  let block: GroupPartial[] = [];
  for (const partial of partials) {
    block.push(partial);
    if (block.length === PARTIALS_OF_BLOCK) {
      yield pack(block);
      block = [];
    }
  }
  if (block.length > 0) {
    yield pack(block);
  }
}

export function sortByFirst(partials: GroupPartial[]): GroupPartial[] {
  return partials.sort((left, right) => left.first - right.first);
}

function pack(partials: readonly GroupPartial[]): PackedPartials {
  const groups = new GroupTable();
  const numbers = new Float64Array(partials.length * NUMBERS_OF_PARTIAL);
  let place = 0;
  for (const { group, first, last, n, values, sum, min, max } of partials) {
    numbers[place] = groups.indexOf(group);
    numbers[place + 1] = first;
    numbers[place + 2] = last;
    numbers[place + 3] = n;
    numbers[place + 4] = values;
    numbers[place + 5] = sum;
    numbers[place + 6] = min;
    numbers[place + 7] = max;
    place += NUMBERS_OF_PARTIAL;
  }
  return { groups: groups.all, numbers };
}

/** The number of packed partials. */
export function partialsIn({ numbers }: PackedPartials): number {
  return numbers.length / NUMBERS_OF_PARTIAL;
}

/** The partials, one by one. */
export function* unpack({ groups, numbers }: PackedPartials): Generator<GroupPartial> {
  for (let place = 0; place < numbers.length; place += NUMBERS_OF_PARTIAL) {
    yield {
      group: groups[numbers[place] as number] as readonly GroupValue[],
      first: numbers[place + 1] as number,
      last: numbers[place + 2] as number,
      n: numbers[place + 3] as number,
      values: numbers[place + 4] as number,
      sum: numbers[place + 5] as number,
      min: numbers[place + 6] as number,
      max: numbers[place + 7] as number,
    };
  }
}

/** Numbers groups. Partials of one group mostly have the same object as their group, which is found without its values. */
class GroupTable {
  readonly all: (readonly GroupValue[])[] = [];
  private readonly byObject = new Map<readonly GroupValue[], number>();
  private readonly byValues = new Map<string, number>();

  indexOf(group: readonly GroupValue[]): number {
    const known = this.byObject.get(group);
    if (known !== undefined) {
      return known;
    }
    const key = JSON.stringify(group);
    const index = this.byValues.get(key) ?? this.all.push(group) - 1;
    this.byObject.set(group, index);
    this.byValues.set(key, index);
    return index;
  }
}
