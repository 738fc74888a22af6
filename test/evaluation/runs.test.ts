import fc from 'fast-check';
import { evaluate, eventsInPhase, Partials, unpack } from '../../src/evaluation';
import { type BruteEvent, bruteRun } from './cases/brute-force';
import { modelOf, partialsOf, planOf } from './cases/models';
import { alertSpecs, BASE, flowRow } from './cases/random-alerts';

const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 300) };

const rows = fc
  .record(
    {
      start_time: fc.oneof(
        fc.integer({ min: BASE, max: BASE + 1_500 }),
        fc.integer({ min: 0, max: 25 }).map((n) => BASE + 60 * n),
      ),
      length: fc.constantFrom(0, 1, 30, 60, 299, 300),
      late: fc.constantFrom(undefined, undefined, undefined, 0, 1_000, 59_999, 400_000, 900_000),
      source_namespace: fc.constantFrom('a', 'b', null, ['a', 'b', 'a'], []),
      action: fc.constantFrom('allow', 'deny'),
      bytes_in: fc.constantFrom(0, 1, 5, 100, null),
    },
    { requiredKeys: ['start_time', 'length', 'late'] },
  )
  .map(flowRow);

const specs = alertSpecs();

const releases = fc.constantFrom('3.7', '3.16', '3.17', '3.22');
const delays = fc.constantFrom(0, 30_000, 60_000, 45_000);

/** What can be compared: an event a line, in any order. */
function lines(time: number, { group, value }: BruteEvent): string {
  return `${time} ${group} ${value}`;
}

describe('runs of every phase', () => {
  it('raise what a run raises that looks at one row after the other', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 12 }), specs, releases, delays, (records, spec, release, delay) => {
        const model = modelOf(spec, release);
        const partials = partialsOf(planOf(spec, release), records, { delay });
        const { slot, phases, span, eventsByPhase, mostInOneRun } = evaluate(partials);
        const expected = new Array<number>(phases).fill(0);
        const events = new Array<string[]>(phases).fill([]).map((): string[] => []);
        let most = 0;
        for (let run = span.first; run <= span.last; run += 1) {
          const raised = bruteRun(model, records, run * slot, delay);
          expected[run % phases] = (expected[run % phases] ?? 0) + raised.length;
          events[run % phases]?.push(...raised.map((event) => lines(run * slot, event)));
          most = Math.max(most, raised.length);
        }
        expect(eventsByPhase).toEqual(expected);
        expect(mostInOneRun).toBe(most);
        for (const [phase, lists] of events.entries()) {
          const ours = eventsInPhase(partials, span, phase).map(({ time, record }) =>
            lines(time, {
              group: record['source_namespace'] as string | undefined,
              value: model.metric === undefined ? undefined : Number(record[model.metric]),
            }),
          );
          expect(ours.sort()).toEqual(lists.sort());
        }
      }),
      RUNS,
    );
  });

  it('do not depend on the order of the rows, nor on how they are split', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 12 }), specs, releases, fc.nat(12), (records, spec, release, at) => {
        const plan = planOf(spec, release);
        const once = evaluate(partialsOf(plan, records));
        const { records: _, ...reversed } = evaluate(partialsOf(plan, [...records].reverse()));
        expect({ ...once, closest: undefined }).toMatchObject({ ...reversed, closest: undefined });
        const merged = new Partials(plan);
        for (const part of [partialsOf(plan, records.slice(0, at)), partialsOf(plan, records.slice(at))]) {
          for (const partial of unpack(part.drain())) {
            merged.addPartial(partial);
          }
        }
        expect(evaluate(merged, timesOf(once)).eventsByPhase).toEqual(once.eventsByPhase);
      }),
      RUNS,
    );
  });

  it('count rows that are given twice twice', () => {
    const spec = { aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 2 };
    const row = { start_time: BASE, end_time: BASE + 60, source_namespace: 'a' };
    expect(evaluate(partialsOf(planOf(spec), [row])).events.max).toBe(0);
    expect(evaluate(partialsOf(planOf(spec), [row, row])).events.min).toBeGreaterThan(0);
  });
});

/** The span of an evaluation as times. */
function timesOf({ span, slot }: { span: { first: number; last: number }; slot: number }) {
  return { from: span.first * slot, to: span.last * slot };
}
