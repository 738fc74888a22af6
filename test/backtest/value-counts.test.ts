import fc from 'fast-check';
import { type ComparedValues, roundedTo, ValueCounts } from '../../src/backtest/running/value-counts';
import { type AlertPlan, conditionHolds } from '../../src/evaluation';

const PHASES = 10;

function planOf(comparison: string): AlertPlan {
  return { metric: { kind: 'count', condition: { comparison, threshold: 1 } } } as AlertPlan;
}

const SEEN = fc.record({
  value: fc.oneof(fc.integer({ min: -2_000, max: 2_000 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
  run: fc.nat(100),
  length: fc.nat(30),
});

type Seen = typeof SEEN extends fc.Arbitrary<infer T> ? T : never;

/** The events of each phase, run by run. */
function eventsOf(seen: readonly Seen[], comparison: string, threshold: number): number[] {
  const events = new Array<number>(PHASES).fill(0);
  for (const { value, run, length } of seen) {
    for (let each = run; each <= run + length && conditionHolds(comparison, value, threshold); each += 1) {
      events[each % PHASES] = (events[each % PHASES] ?? 0) + 1;
    }
  }
  return events;
}

/** The events of each phase, from the values that were kept. */
function countedEvents({ counts }: ComparedValues, comparison: string, threshold: number): number[] {
  const met = counts.filter(({ value }) => conditionHolds(comparison, value, threshold));
  return Array.from({ length: PHASES }, (_, phase) => met.reduce((sum, { runs }) => sum + (runs[phase] ?? 0), 0));
}

describe('the values that runs compare', () => {
  it.each(['gt', 'gte', 'lt', 'lte'])('give the events of each threshold of few digits: %s', (comparison) => {
    const most = fc.constantFrom(30, 100, 1_000);
    fc.assert(
      fc.property(fc.array(SEEN, { maxLength: 60 }), most, fc.double({ noNaN: true }), (seen, mostNumbers, near) => {
        const counts = new ValueCounts(planOf(comparison), PHASES, mostNumbers);
        for (const { value, run, length } of seen) {
          counts.compare({ value, run, lastRun: run + length });
        }
        const { all } = counts;
        for (const exact of all === undefined ? [] : [...seen.map(({ value }) => value), near]) {
          const threshold = all?.digits === undefined ? exact : Number(exact.toPrecision(all.digits));
          expect(all && countedEvents(all, comparison, threshold)).toEqual(eventsOf(seen, comparison, threshold));
        }
      }),
    );
  });

  it('are given up if they differ too much', () => {
    const counts = new ValueCounts(planOf('gt'), PHASES, 100);
    for (let power = 0; power < 12; power += 1) {
      counts.compare({ value: 10 ** power, run: 0, lastRun: 0 });
    }
    expect(counts.all).toBeUndefined();
  });

  it.each([
    [1_234, false, 1_230],
    [1_234, true, 1_240],
    [-1_234, false, -1_240],
    [0.9996, false, 0.999],
    [0.9996, true, 1],
    [999.5, true, 1_000],
    [0, true, 0],
    [0.3, false, 0.3],
  ])('are rounded: %d', (value, isUp, expected) => {
    expect(roundedTo(value, 3, isUp)).toBe(expected);
  });
});
