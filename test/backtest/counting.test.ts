import fc from 'fast-check';
import { Coverage } from '../../src/backtest/running/coverage';
import { knee } from '../../src/backtest/running/knee';
import { PhaseCounts } from '../../src/backtest/running/phase-counts';
import { RunCounts } from '../../src/backtest/running/run-counts';

const ranges = fc
  .tuple(fc.integer({ min: -50, max: 400 }), fc.nat(300), fc.integer({ min: 1, max: 5 }))
  .map(([first, length, events]) => ({ first, last: first + length, events }));

describe('the events of phases', () => {
  it('are those of each run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(ranges, { maxLength: 8 }), (phases, all) => {
        const counts = new PhaseCounts(phases);
        const expected = new Array<number>(phases).fill(0);
        for (const { first, last, events } of all) {
          counts.add(first, last, events);
          for (let run = first; run <= last; run += 1) {
            const phase = ((run % phases) + phases) % phases;
            expected[phase] = (expected[phase] ?? 0) + events;
          }
        }
        expect(counts.counts).toEqual(expected);
      }),
    );
  });

  it('are not changed by a range without runs', () => {
    const counts = new PhaseCounts(3);
    counts.add(5, 4, 1);
    expect([counts.counts, counts.spread]).toEqual([[0, 0, 0], { min: 0, typical: 0, max: 0 }]);
  });

  it('are counted in constant time', () => {
    const counts = new PhaseCounts(10);
    counts.add(0, 1e15 - 1, 1);
    expect(counts.spread).toEqual({ min: 1e14, typical: 1e14, max: 1e14 });
  });
});

describe('the worst run and the worst hour', () => {
  it('are those that each run shows', () => {
    const minutes = fc.constantFrom(1, 5, 7, 60, 90);
    fc.assert(
      fc.property(minutes, fc.array(fc.array(ranges, { maxLength: 5 }), { maxLength: 2 }), (phases, chunks) => {
        const counts = new RunCounts(60_000, phases);
        const runs = new Map<number, number>();
        for (const [index, chunk] of chunks.entries()) {
          for (const { first, last, events } of chunk) {
            // The runs of the second chunk are later.
            const start = first + index * 1_000;
            const end = last + index * 1_000;
            counts.add(start, end, events);
            for (let run = start; run <= end; run += 1) {
              runs.set(run, (runs.get(run) ?? 0) + events);
            }
          }
          counts.endChunk();
        }
        const hours = new Map<string, number>();
        for (const [run, events] of runs) {
          const key = `${Math.floor(run / 60)} ${((run % phases) + phases) % phases}`;
          hours.set(key, (hours.get(key) ?? 0) + events);
        }
        expect(counts.mostInOneRun).toBe(Math.max(0, ...runs.values()));
        expect(counts.worstHour?.events ?? 0).toBe(Math.max(0, ...hours.values()));
      }),
    );
  });
});

describe('gaps', () => {
  const MINUTE = 60_000;
  it('are stretches between rows, of more than a length', () => {
    const coverage = new Coverage();
    for (const [start, end] of [
      [0, 5],
      [5, 10],
      [90, 95],
      [30, 35],
      [100, 100],
    ] as const) {
      coverage.add(start * MINUTE, end * MINUTE);
    }
    expect(coverage.gaps(20 * MINUTE)).toEqual([{ from: 35 * MINUTE, to: 90 * MINUTE }]);
    expect(coverage.gaps(19 * MINUTE)).toHaveLength(2);
  });

  it('do not depend on rows whose times are wrong or unknown', () => {
    const coverage = new Coverage();
    coverage.add(Number.NaN, 5);
    coverage.add(10 * MINUTE, 0);
    coverage.add(0, 1e15);
    expect(coverage.gaps(0)).toEqual([]);
  });
});

describe('the knee of a curve', () => {
  const above = { comparison: 'gte', threshold: 200 };
  it.each<[why: string, values: [number, number][], condition: typeof above, expected: unknown]>([
    [
      'far from most values',
      [
        [1, 90],
        [28, 50],
        [600, 30],
      ],
      above,
      { threshold: 200, events: 3, below: 28, above: 600, isMet: true },
    ],
    [
      'above the threshold',
      [
        [250, 90],
        [280, 50],
        [9_000, 30],
      ],
      above,
      { threshold: 2_000, events: 3, below: 280, above: 9_000, isMet: false },
    ],
    [
      'for small values',
      [
        [2, 30],
        [90, 50],
        [100, 10],
      ],
      { comparison: 'lt', threshold: 1 },
      { threshold: 10, events: 3, below: 2, above: 90, isMet: false },
    ],
    [
      'at the value itself',
      [
        [28, 50],
        [200, 30],
      ],
      above,
      { threshold: 200, events: 3, below: 28, above: 200, isMet: true },
    ],
    [
      'just below it',
      [
        [28, 50],
        [200, 30],
      ],
      { comparison: 'gt', threshold: 200 },
      { threshold: 70, events: 3, below: 28, above: 200, isMet: false },
    ],
    [
      'nowhere where values are close',
      [
        [1, 90],
        [2, 50],
        [5, 30],
      ],
      above,
      undefined,
    ],
    ['nowhere without values', [], above, undefined],
    [
      'nowhere for values of 0',
      [
        [0, 10],
        [5, 3],
      ],
      above,
      undefined,
    ],
  ])('is %s', (_, values, condition, expected) => {
    expect(knee(new Map(values), condition, 10)).toEqual(expected);
  });
});
