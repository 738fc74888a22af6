import fc from 'fast-check';
import { BACKTEST_REPORTERS, type BacktestResult } from '../../src/backtest';
import { seedOf } from '../seed';
import { BruteForce, type Expected } from './brute-force/brute-force';
import { CASES, type Case } from './brute-force/cases';
import { backtestOf, eventLinesOf, jsonLines, LogFolder } from './logs';

const RUNS = Number(process.env['BRUTE_FORCE_RUNS'] ?? 150);
const SEED = seedOf('BRUTE_FORCE_SEED');
/** 2026-02-04T10:13:20Z. */
const NOW = 1_770_200_000_000;
const BASE = 1_769_860_800;

/** What the reasons in a report say, as the evaluator calls them. */
const REASONS: readonly (readonly [words: RegExp, reason: string])[] = [
  [/^has no \w+, so no run sees it$/, 'time'],
  [/ so it is in no group$/, 'group'],
  [/^is in the future$/, 'future'],
  [/^has an \w+ before its \w+$/, 'reversed'],
  [/^can only be found when it is no longer in the window of any run$/, 'late'],
];

function reasonOf(words: string): string {
  return REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? 'rejected';
}

const inAnyOrder = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();
const inSeconds = (seconds: unknown) => (seconds === undefined ? undefined : `${seconds}s`);
const timeOf = (millis: number | null) => (millis === null ? null : `${new Date(millis).toISOString().slice(0, 19)}Z`);

/** The JSON report of a single alert, as far as it is compared. */
interface Report extends Pick<Expected, 'rows' | 'events' | 'groups'> {
  readonly from: string | null;
  readonly to: string | null;
  readonly gaps: readonly object[];
  readonly thresholds: readonly { readonly threshold: number }[];
  readonly verdict?: string;
}

function reportOf(result: BacktestResult): Report {
  const [report] = JSON.parse(String(BACKTEST_REPORTERS['json']?.(result))).alerts;
  const dropped: Record<string, number> = {};
  for (const { reason, rows } of report.rows.dropped) {
    dropped[reasonOf(reason)] = (dropped[reasonOf(reason)] ?? 0) + rows;
  }
  return { ...report, rows: { ...report.rows, dropped } };
}

describe('a report', () => {
  const folder = new LogFolder();
  let other: BruteForce;

  beforeAll(() => {
    other = new BruteForce();
  });
  afterAll(() => other.end());

  /** Compares the reports of a case, and returns the most events of a phase; undefined if it is not evaluated. */
  async function compare(found: Case): Promise<number | undefined> {
    const { release, delay, alert, rows, from, to } = found;
    folder.clear();
    const half = Math.floor(rows.length / 2);
    const paths = [
      folder.write('b.ndjson', jsonLines(rows.slice(half))),
      folder.write('a.json', JSON.stringify(rows.slice(0, half), undefined, 1)),
    ];
    const spec = { ...alert, period: inSeconds(alert['period']), lookback: inSeconds(alert['lookback']) };
    const result = await backtestOf([spec], paths, { release, delay, from, to, now: NOW, mostPartials: 5 });
    try {
      const report = reportOf(result);
      if (report.events === null) {
        expect(report.verdict).toMatch(/^(refused|unknown)$/);
        return undefined;
      }
      const thresholds = report.thresholds.map(({ threshold }) => threshold);
      const expected = await other.evaluate({ ...found, now: NOW, thresholds });
      expect(report.rows).toEqual(expected.rows);
      expect([report.from, report.to]).toEqual([timeOf(expected.from), timeOf(expected.to)]);
      if (expected.from === null) {
        return 0;
      }
      expect(report.events).toEqual(expected.events);
      expect(report.gaps).toEqual(expected.gaps.map((gap) => ({ from: timeOf(gap.from), to: timeOf(gap.to) })));
      expect(inAnyOrder(report.thresholds)).toEqual(inAnyOrder(expected.thresholds));
      if (expected.groups.length <= 100) {
        expect(inAnyOrder(report.groups)).toEqual(inAnyOrder(expected.groups));
      }
      const lines = (await eventLinesOf(result)).map((line) => JSON.parse(line));
      const phases = expected.typicalEvents.map((events) =>
        inAnyOrder(events.map((event) => ({ ...event, time: new Date(event.time).toISOString() }))),
      );
      expect(phases).toContainEqual(inAnyOrder(lines));
      return expected.events.max;
    } finally {
      result.dispose();
    }
  }

  it('has the numbers of an evaluator in another language that was written from the documentation', async () => {
    let raising = 0;
    await fc.assert(
      fc.asyncProperty(CASES, async (found) => {
        raising += ((await compare(found)) ?? 0) > 0 ? 1 : 0;
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(raising).toBeGreaterThan(RUNS / 5);
  }, 3_600_000);

  const GROUPS = { aggregateBy: ['dest_port', 'source_name_aggr'], period: 300, lookback: 300 };
  const SUM = { metric: 'sum', field: 'bytes_in', condition: 'gt', threshold: 0 };
  it.each([
    ['groups beyond a page, before 3.17', '3.16', 620, { ...GROUPS, ...SUM }],
    [
      'groups beyond a page that are fewer than a number, before 3.17',
      '3.16',
      620,
      { ...GROUPS, ...SUM, condition: 'lt', threshold: 5 },
    ],
    [
      'groups beyond a page that are counted, before 3.17',
      '3.16',
      620,
      { ...GROUPS, metric: 'count', condition: 'gte', threshold: 1 },
    ],
    ['groups beyond a page, since 3.17', '3.17', 620, { ...GROUPS, ...SUM }],
    ['groups beyond the limit', '3.24', 10_050, { ...GROUPS, ...SUM }],
    [
      'rows beyond the limit of a count',
      '3.24',
      10_050,
      { period: 300, lookback: 300, metric: 'count', condition: 'gt', threshold: 9_999 },
    ],
    ['rows that are events of their own', '3.24', 700, { period: 300, lookback: 300 }],
  ])(
    'has the numbers of the evaluator for %s',
    async (_, release, count, spec) => {
      const rows = Array.from({ length: count }, (_, index) => ({
        source_name_aggr: `n${(index * 7) % 90}`,
        dest_name_aggr: 'y',
        reporter: 'src',
        source_type: 'wep',
        num_flows: 1,
        dest_port: index,
        bytes_in: 1 + (index % 9),
        start_time: BASE,
        end_time: BASE + (index % 2) * 60,
      }));
      const variables = [
        ...('aggregateBy' in spec ? spec.aggregateBy : []),
        ...('metric' in spec ? [spec.metric] : []),
      ];
      const description = `Found ${variables.map((name) => `\${${name}}`).join(' ')}`;
      const alert = { dataSet: 'flows', severity: 50, query: '', description, ...spec };
      expect(await compare({ release, delay: 60_000, alert, rows })).toBeGreaterThan(0);
    },
    300_000,
  );
});
