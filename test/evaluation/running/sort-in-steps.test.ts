import fc from 'fast-check';
import { sortInSteps } from '../../../src/evaluation/running/sort-in-steps';

function sorted<T>(elements: readonly T[], compare: (left: T, right: T) => number): { steps: number; result: T[] } {
  const sorting = sortInSteps(elements, compare);
  for (let steps = 0; ; steps += 1) {
    const { done, value } = sorting.next();
    if (done === true) {
      return { steps, result: value };
    }
  }
}

describe('sorting in steps', () => {
  it('gives what sorting at once gives, in as many steps as there are thousands of elements or more', () => {
    const size = fc.constantFrom(0, 1, 4_095, 4_096, 4_097, 20_000, 33_333);
    fc.assert(
      fc.property(size, fc.nat(), (length, seed) => {
        const elements = Array.from({ length }, (_, index) => ({ index, key: (index * 7_919 + seed) % 500 }));
        const byKey = (left: { key: number }, right: { key: number }) => left.key - right.key;
        const { steps, result } = sorted(elements, byKey);
        expect(result).toEqual([...elements].sort(byKey));
        expect(steps).toBeGreaterThanOrEqual(Math.floor(length / 4_096));
      }),
      { numRuns: 20 },
    );
  });

  it('never compares more at once than a step allows', () => {
    let compared = 0;
    let most = 0;
    const elements = Array.from({ length: 100_000 }, (_, index) => (index * 7_919) % 100_003);
    const sorting = sortInSteps(elements, (left, right) => {
      compared += 1;
      return left - right;
    });
    while (sorting.next().done !== true) {
      most = Math.max(most, compared);
      compared = 0;
    }
    expect(most).toBeLessThan(100_000);
  });
});
