import fc from 'fast-check';
import type { Outcome } from '../../src/backtest';
import { type AlertEvent, evaluate, eventsInPhase, Partials, type RunSpan, type Spread } from '../../src/evaluation';
import { bruteRun, type FlowRow } from '../evaluation/cases/brute-force';
import { modelOf, planOf } from '../evaluation/cases/models';
import { alertSpecs, BASE, flowRow } from '../evaluation/cases/random-alerts';
import { backtestOf, eventsOf, jsonLines, LogFolder } from './logs';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 120) };

const rows = fc
  .record(
    {
      start_time: fc.oneof(
        fc.integer({ min: BASE, max: BASE + 1_500 }),
        fc.integer({ min: 0, max: 300 }).map((minutes) => BASE + 60 * minutes),
      ),
      length: fc.constantFrom(0, 1, 30, 60, 299, 300),
      late: fc.constantFrom(undefined, undefined, undefined, 0, 59_999, 400_000),
      source_namespace: fc.constantFrom('a', 'b', null, ['a', 'b', 'a'], 'ü"\\'),
      source_name_aggr: fc.constantFrom('x-*', 'y'),
      dest_name_aggr: fc.constant('z'),
      reporter: fc.constantFrom('src', 'dst'),
      action: fc.constantFrom('allow', 'deny'),
      source_ip: fc.constantFrom(null, '10.0.0.1', '10.0.0.256', 'fe80::1'),
      bytes_in: fc.constantFrom(0, 1, 5, 100, null),
      client: fc.constantFrom({}, { a: 'b' }, { b: { c: [1] } }),
    },
    {
      requiredKeys: ['start_time', 'length', 'late', 'source_name_aggr', 'dest_name_aggr', 'reporter'],
    },
  )
  .map(flowRow);

const specs = alertSpecs('reporter = src AND source_name_aggr IN {"x*"}');

/** The log store does not have these rows. */
function isStored(row: FlowRow): boolean {
  const source = (row as { source_ip?: unknown }).source_ip;
  return source !== '10.0.0.256';
}

/** The events of each phase. */
function countsOf({ first, last }: RunSpan, phases: number, raised: (run: number) => number): number[] {
  const counts = new Array<number>(phases).fill(0);
  for (let run = first; run <= last; run += 1) {
    counts[run % phases] = (counts[run % phases] ?? 0) + raised(run);
  }
  return counts;
}

function spreadOf(counts: readonly number[]): Spread {
  const sorted = [...counts].sort((left, right) => left - right);
  return { min: sorted[0] ?? 0, typical: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
}

describe('a backtest', () => {
  const folder = new LogFolder();

  /** Whether no run sees a row: then nothing is raised. */
  function hasNoRuns(outcome: Outcome): boolean {
    const isUnseen = outcome.span === undefined;
    if (isUnseen) {
      expect([outcome.events, eventsOf(outcome)]).toEqual([{ min: 0, typical: 0, max: 0 }, []]);
    }
    return isUnseen;
  }

  it('counts what a run counts that looks at one row after the other, however rows are stored and kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rows, { maxLength: 40 }),
        fc.array(specs, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('3.16', '3.17', '3.22', '3.24'),
        fc.constantFrom(0, 30_000, 45_000),
        fc.constantFrom(0, 1, 5, 1_000),
        async (records, alerts, release, delay, mostPartials) => {
          folder.clear();
          const half = Math.floor(records.length / 2);
          const paths = [
            folder.write('b.ndjson', jsonLines(records.slice(0, half))),
            folder.write('a.json', JSON.stringify(records.slice(half), undefined, 1)),
          ];
          const result = await backtestOf(alerts, paths, { release, delay, mostPartials });
          const stored = records.filter(isStored);
          for (const [index, { outcome, verdict }] of result.alerts.entries()) {
            const spec = alerts[index] ?? {};
            if (outcome === undefined || stored.length === 0) {
              expect(['refused', 'fires', 'never']).toContain(verdict);
              continue;
            }
            if (hasNoRuns(outcome)) {
              continue;
            }
            const model = modelOf(spec, release);
            const partials = new Partials(planOf(spec, release), { delay });
            for (const record of records) {
              partials.add(record);
            }
            const { span, slot, phases } = evaluate(partials);
            const expected = countsOf(span, phases, (run) => bruteRun(model, stored, run * slot, delay).length);
            const spread = spreadOf(expected);
            expect(outcome.events).toEqual(spread);
            expect(outcome.rows.read).toBe(records.length);
            const phase = expected.indexOf(outcome.events.typical);
            const order = ({ time, record }: AlertEvent) => `${time} ${JSON.stringify(record)}`;
            expect(eventsOf(outcome).map(order).sort()).toEqual(eventsInPhase(partials, span, phase).map(order).sort());
            const own = outcome.thresholds.find(({ threshold }) => threshold === model.threshold);
            expect(own?.events ?? spread.typical).toBe(spread.typical);
          }
          result.dispose();
        },
      ),
      RUNS,
    );
  }, 300_000);

  it('gives the numbers of an evaluation of all rows at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 60 }), specs, async (numbers, spec) => {
        // Numbers can be strings, or have a fraction.
        const records = numbers.map((row, index) => ({ ...row, ...(index % 5 === 1 ? { bytes_in: '7.5' } : {}) }));
        const path = folder.write('rows.ndjson', jsonLines(records));
        const { alerts, dispose } = await backtestOf([spec], [path], { mostPartials: 3, delay: 30_000 });
        const partials = new Partials(planOf(spec, '3.22'));
        for (const record of records) {
          partials.add(record);
        }
        const whole = evaluate(partials);
        const outcome = alerts[0]?.outcome;
        if (outcome !== undefined) {
          expect(outcome).toMatchObject({
            assumptions: whole.assumptions,
            rows: { matched: whole.records.matched },
          });
          if (!hasNoRuns(outcome)) {
            const { events, raisingPhases, mostInOneRun } = whole;
            expect(outcome).toMatchObject({ events, raisingPhases, mostInOneRun });
          }
          expect(outcome.rows.dropped).toEqual(
            whole.records.dropped.map(({ reason, count }) => ({ reason, rows: count })),
          );
          expect(outcome.groups.reduce((sum, { events }) => Math.max(sum, events), 0)).toBeLessThanOrEqual(
            outcome.events.max,
          );
        }
        dispose();
      }),
      RUNS,
    );
  }, 300_000);
});
