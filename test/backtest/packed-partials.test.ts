import fc from 'fast-check';
import { blocksOf, packSorted, unpackAll } from '../../src/backtest/running/packed-partials';
import { PartialStore } from '../../src/backtest/running/partial-store';
import { type GroupPartial, type PackedPartials, partialsIn } from '../../src/evaluation';

const groups = fc.constantFrom(['a', 1], ['a', '1'], [null, true], ['ü\u0000', -1.5], []);
const partials = fc.array(
  fc.record({
    group: groups.map((values) => [...values]),
    first: fc.integer({ min: -3, max: 9 }),
    last: fc.nat(99),
    n: fc.nat(),
    values: fc.nat(),
    sum: fc.maxSafeInteger(),
    min: fc.constantFrom(Number.POSITIVE_INFINITY, -0.5),
    max: fc.constantFrom(Number.NEGATIVE_INFINITY, 2 ** 60),
  }),
);
const NONE: PackedPartials = { groups: [], numbers: new Float64Array(0) };

/** Partials that fit in one block, in their order. */
function packed(all: readonly GroupPartial[]): PackedPartials {
  return [...blocksOf(all)][0] ?? NONE;
}

const byFirst = (left: { first: number }, right: { first: number }) => left.first - right.first;

describe('packed partials', () => {
  it('are those that were packed, by their first run', () => {
    fc.assert(
      fc.property(partials, (all) => {
        const sorted = [...all].sort(byFirst);
        expect([...unpackAll(packSorted(packed(all)))]).toEqual(sorted);
      }),
    );
  });

  it('have each group once in a block, and blocks have a limit', () => {
    const partial = { first: 0, last: 1, n: 1, values: 0, sum: 0, min: 0, max: 0 };
    const all = Array.from({ length: 5_000 }, (_, index) => ({ ...partial, group: [`g${index % 3}`] }));
    const blocks = [...blocksOf(all)];
    expect(blocks.map(partialsIn)).toEqual([2_048, 2_048, 904]);
    expect(blocks.map((block) => block.groups)).toEqual([
      [['g0'], ['g1'], ['g2']],
      [['g2'], ['g0'], ['g1']],
      [['g1'], ['g2'], ['g0']],
    ]);
  });
});

describe('the temporary files of partials', () => {
  it('are merged by the first run, however many there are', () => {
    fc.assert(
      fc.property(fc.array(partials, { maxLength: 40 }), partials, (files, rest) => {
        const store = new PartialStore();
        for (const all of files) {
          store.add(packSorted(packed(all)));
        }
        const read = [...store.sorted(packSorted(packed(rest)))];
        store.dispose();
        const expected = [...files.flat(), ...rest];
        expect(read).toEqual([...read].sort(byFirst));
        expect(read.map((each) => JSON.stringify(each)).sort()).toEqual(
          expected.map((each) => JSON.stringify(each)).sort(),
        );
      }),
    );
  });
});
