import fc from 'fast-check';
import { type ComparedValue, type GroupPartial, Partials, walkRuns } from '../../../src/evaluation';
import { planOf } from '../cases/models';

const SPEC = { metric: 'sum', field: 'bytes_in', condition: 'gte', threshold: 0, aggregateBy: ['source_namespace'] };

const number = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 1_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(2 ** 62, 2 ** 53, 1e300, 0.5) },
);
const partial = fc
  .record({ first: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 0, max: 8 }), n: fc.nat(9), sum: number })
  .map(({ first, length, n, sum }): GroupPartial => {
    const group = ['a'];
    return { group, first, last: first + length, n: n + 1, values: n + 1, sum, min: sum, max: sum };
  });

/** What each run compares, by run. */
function comparedBy(partials: Partials): Map<number, number> {
  const compared = new Map<number, number>();
  const span = { first: 0, last: 40 };
  const visitor = {
    raise: () => undefined,
    compare: ({ value, run: first, lastRun: last }: ComparedValue) => {
      for (let run = first; run <= last; run += 1) {
        compared.set(run, value);
      }
    },
  };
  walkRuns(partials, span, visitor);
  return compared;
}

describe('the sum of a run', () => {
  it('is not changed by large numbers that other runs see', () => {
    fc.assert(
      fc.property(fc.array(partial, { maxLength: 25 }), (all) => {
        const partials = new Partials(planOf(SPEC));
        for (const each of all) {
          partials.addPartial(each);
        }
        const compared = comparedBy(partials);
        for (let run = 0; run <= 40; run += 1) {
          const seen = all.filter(({ first, last }) => first <= run && run <= last);
          const sum = seen.reduce((total, each) => total + each.sum, 0);
          const found = compared.get(run);
          if (seen.length === 0) {
            expect(found).toBeUndefined();
          } else {
            // The order of additions does not matter beyond the precision of numbers.
            expect(Math.abs((found ?? Number.NaN) - sum)).toBeLessThanOrEqual(sum * 1e-15 * 25);
          }
        }
      }),
    );
  });
});
