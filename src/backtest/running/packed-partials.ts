import {
  firstRunAt,
  type GroupPartial,
  type GroupValue,
  NUMBERS_OF_PARTIAL,
  type PackedPartials,
  partialsIn,
  unpack,
  writePartial,
} from '../../evaluation';

/** So many partials are written and read together. */
const PARTIALS_OF_BLOCK = 2_048;

/** Sorts partials by their first run, and cuts them into blocks that can be read one after the other. */
export function packSorted(partials: PackedPartials): PackedPartials[] {
  const { numbers } = partials;
  const places = Array.from({ length: partialsIn(partials) }, (_, index) => index * NUMBERS_OF_PARTIAL);
  places.sort((left, right) => firstRunAt(numbers, left) - firstRunAt(numbers, right));
  const blocks: PackedPartials[] = [];
  for (let start = 0; start < places.length; start += PARTIALS_OF_BLOCK) {
    blocks.push(blockOf(partials, places.slice(start, start + PARTIALS_OF_BLOCK)));
  }
  return blocks;
}

/** Copies the partials at some places, and their groups. */
function blockOf({ groups, numbers }: PackedPartials, places: readonly number[]): PackedPartials {
  const known = new Map<number, number>();
  const copy = new Float64Array(places.length * NUMBERS_OF_PARTIAL);
  const own: (readonly GroupValue[])[] = [];
  let to = 0;
  for (const place of places) {
    const group = numbers[place] as number;
    let index = known.get(group);
    if (index === undefined) {
      index = own.push(groups[group] as readonly GroupValue[]) - 1;
      known.set(group, index);
    }
    copy[to] = index;
    for (let number = 1; number < NUMBERS_OF_PARTIAL; number += 1) {
      copy[to + number] = numbers[place + number] as number;
    }
    to += NUMBERS_OF_PARTIAL;
  }
  return { groups: own, numbers: copy };
}

/** The partials of blocks, one by one. */
export function* unpackAll(blocks: Iterable<PackedPartials>): Generator<GroupPartial> {
  for (const block of blocks) {
    yield* unpack(block);
  }
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

function pack(partials: readonly GroupPartial[]): PackedPartials {
  const groups = new GroupTable();
  const numbers = new Float64Array(partials.length * NUMBERS_OF_PARTIAL);
  let place = 0;
  for (const partial of partials) {
    writePartial(numbers, place, groups.indexOf(partial.group), partial);
    place += NUMBERS_OF_PARTIAL;
  }
  return { groups: groups.all, numbers };
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
