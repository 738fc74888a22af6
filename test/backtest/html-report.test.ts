import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { BACKTEST_REPORTERS, type BacktestResult } from '../../src/backtest';
import { type ChartData, meets, type PageData, Recount } from '../../src/backtest/page';
import { conditionHolds } from '../../src/evaluation';
import { UNSAFE_TEXT } from '../unsafe-text';
import { backtestOf, jsonLines, LogFolder } from './logs';

const BASE = Date.UTC(2026, 0, 5) / 1_000;
const FLUSH = 300;

function row(namespace: string, interval: number, bytes = 100): object {
  return {
    start_time: BASE + interval * FLUSH,
    end_time: BASE + (interval + 1) * FLUSH,
    source_type: 'wep',
    source_namespace: namespace,
    action: 'allow',
    reporter: 'src',
    bytes_in: bytes,
  };
}

const SPEC = {
  query: 'reporter = src',
  aggregateBy: ['source_namespace'],
  metric: 'count',
  condition: 'gte',
  threshold: 2,
  description: 'd',
};
const ROWS = [row('a', 0), row('a', 1), row('a', 2), row('b', 400), row('b', 401)];

async function htmlOf(result: BacktestResult): Promise<string> {
  return (await BACKTEST_REPORTERS['html']?.(result)) ?? '';
}

function dataIn(html: string): PageData {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '');
}

describe('the report of a backtest as HTML', () => {
  const folder = new LogFolder();
  const run = (specs: readonly object[], rows: readonly object[] = ROWS) =>
    backtestOf(specs as Record<string, unknown>[], [folder.write('rows.ndjson', jsonLines(rows))], { release: '3.24' });
  const chartOf = async (spec: object, rows?: readonly object[]) => {
    const result = await run([spec], rows);
    return dataIn(await htmlOf(result)).alerts[0]?.chart as ChartData;
  };

  it('is one file that refers to no other, with a policy for its only script and style', async () => {
    const html = await htmlOf(await run([SPEC]));
    expect(html.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|\ssrc=|\shref=|url\(|@import/);
    expect(html.match(/<script/g)).toHaveLength(2);
    for (const kind of ['script', 'style']) {
      const content = new RegExp(`<${kind}>(.*?)</${kind}>`, 's').exec(html)?.[1] ?? '';
      expect(content.length).toBeGreaterThan(1_000);
      expect(html).toContain(`${kind}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
    expect(html).toContain(`content="default-src 'none'; `);
    expect(html).not.toContain('unsafe-inline');
    const withoutContent = html
      .replace(/<(script|style)([^>]*)>.*?<\/\1>/gs, '<$1$2>')
      .replace(/'sha256-[^']+'/g, 'HASH');
    expect(withoutContent).toMatchInlineSnapshot(`
      "<!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src HASH; style-src HASH; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>Backtest</title>
      <style>
      </head>
      <body>
      <noscript>This report needs JavaScript; <code>--format markdown</code> makes one that does not.</noscript>
      <script type="application/json" id="data">
      <script>
      </body>
      </html>
      "
    `);
  });

  it('is the same for the same logs', async () => {
    expect(await htmlOf(await run([SPEC]))).toBe(await htmlOf(await run([SPEC])));
  });

  it('has the values over time, and everything to count the events of other thresholds', async () => {
    expect(await chartOf(SPEC)).toEqual({
      metric: 'count',
      from: (BASE + FLUSH + 30) * 1_000,
      step: 180_000,
      stepText: '3 minutes',
      steps: 672,
      groups: [
        { label: 'source_namespace = "a"', stretches: [0, 0, 1, 1, 4, 2, 5, 6, 1] },
        { label: 'source_namespace = "b"', stretches: [666, 667, 1, 668, 669, 2, 670, 671, 1] },
      ],
      all: [0, 0, 1, 1, 4, 2, 5, 6, 1, 666, 667, 1, 668, 669, 2, 670, 671, 1],
      gaps: [[(BASE + 3 * FLUSH) * 1_000, (BASE + 400 * FLUSH) * 1_000]],
      rule: {
        comparison: 'gte',
        symbol: '≥',
        threshold: 2,
        events: { min: 0, typical: 3, max: 3 },
        days: 1,
        phases: 10,
        suggestion: null,
        values: [
          [1, 5, 1, 4, 9],
          [2, 0, 1, 3, 9],
        ],
        fixed: null,
        digits: null,
        isWhole: true,
      },
    });
  });

  it('has tables of the groups, the thresholds, the gaps and the assumptions', async () => {
    const { tables = [] } = dataIn(await htmlOf(await run([SPEC]))).alerts[0] ?? {};
    const named = Object.fromEntries(tables.map(({ title, head, numbers, rows }) => [title, { head, numbers, rows }]));
    expect(Object.keys(named)).toMatchInlineSnapshot(`
      [
        "Groups with events",
        "Events",
        "Thresholds",
        "Gaps in the logs",
        "Log settings",
        "Assumptions",
      ]
    `);
    expect(named['Gaps in the logs']).toEqual({
      head: ['time'],
      numbers: 0,
      rows: [['2026-01-05T00:15:00Z to 2026-01-06T09:20:00Z (33 hours 5 minutes)']],
    });
    expect(tables.map(({ rows }) => rows.length)).toMatchInlineSnapshot(`
      [
        2,
        3,
        8,
        1,
        1,
        10,
      ]
    `);
  });

  it('keeps the peak of each step, however long a step is', async () => {
    const rows = Array.from({ length: 30 * 288 }, (_, interval) => row('a', interval));
    const burst = Array.from({ length: 50 }, () => row('a', 4_000));
    const { groups, step, steps, all } = await chartOf(SPEC, [...rows, ...burst]);
    expect([steps <= 800, step > 3_000_000]).toEqual([true, true]);
    expect([groups[0]?.stretches.includes(52), all.includes(52), all.length < 30]).toEqual([true, true, true]);
  });

  it('shows the closest groups if none raises an event, and at most eight', async () => {
    const rows = Array.from({ length: 12 }, (_, group) => Array.from({ length: group + 1 }, () => row(`g${group}`, 0)));
    const { groups } = await chartOf({ ...SPEC, threshold: 1_000 }, rows.flat());
    expect(groups.map(({ label }) => label)).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4].map((group) => `source_namespace = "g${group}"`),
    );
  });

  it.each([
    ['eq', 'Other thresholds are not counted, because the condition is about one value, and not about more or less.'],
    [
      'not_eq',
      'Other thresholds are not counted, because the condition is about one value, and not about more or less.',
    ],
  ])('has a fixed threshold for %s', async (condition, fixed) => {
    expect((await chartOf({ ...SPEC, condition })).rule).toMatchObject({ fixed, values: null });
  });

  it('has a picture of the events of each run without a metric', async () => {
    const chart = await chartOf({ query: '', aggregateBy: ['source_namespace'], description: 'd' });
    expect(chart).toMatchObject({ metric: 'events of a run', groups: [{ label: 'source_namespace = "a"' }, {}] });
    expect(chart).not.toHaveProperty('rule');
  });

  it('says why there is no result', async () => {
    const result = await run([
      { ...SPEC, query: 'source_namespace = "team-*"' },
      { ...SPEC, query: 'dest_port IN {"22"}' },
      { ...SPEC, dataSet: 'dns', query: '', aggregateBy: [] },
    ]);
    const { alerts } = dataIn(await htmlOf(result));
    expect(alerts.map(({ notes }) => notes[0])).toEqual([
      'The alert can never raise an event on Calico Enterprise 3.24.0-1.0.',
      'The alert is refused on Calico Enterprise 3.24.0-1.0.',
      'The alert was not run, because the logs have no row of its data set, dns.',
    ]);
    expect(alerts.map(({ chart }) => chart === undefined)).toEqual([false, true, true]);
  });

  it('has foreign text in its data only, and cannot be left from there', async () => {
    const frame = (await htmlOf(await run([SPEC]))).replace(/(id="data">).*?(<\/script>)/s, '$1$2');
    await fc.assert(
      fc.asyncProperty(fc.oneof(UNSAFE_TEXT, fc.constantFrom('</script>', '<!--', ']]>', '\u2028')), async (value) => {
        const html = await htmlOf(
          await run([{ ...SPEC, threshold: 1, description: `\${source_namespace}` }], [row(value, 0)]),
        );
        expect(html.replace(/(id="data">).*?(<\/script>)/s, '$1$2')).toBe(frame);
        expect(/id="data">(.*?)<\/script>\n<script>/s.exec(html)?.[1]).not.toMatch(/[<>&\u2028\u2029\u202a-\u202e]/);
        expect(dataIn(html).alerts).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('compares as the evaluation does', () => {
    const numbers = [-1, 0, 1, 1.5, Number.MAX_VALUE];
    for (const condition of ['gt', 'gte', 'lt', 'lte', 'eq', 'not_eq']) {
      for (const value of numbers) {
        const both = numbers.map((threshold) =>
          [meets, conditionHolds].map((holds) => holds(condition, value, threshold)),
        );
        expect(both.filter(([left, right]) => left !== right)).toEqual([]);
      }
    }
  });

  it('counts the events of any threshold as a backtest with it', async () => {
    const numbers = fc.array(fc.record({ interval: fc.nat(40), bytes: fc.nat(50), group: fc.nat(3) }), {
      minLength: 1,
    });
    const metrics = fc.constantFrom('count', 'sum', 'avg', 'min', 'max');
    const conditions = fc.constantFrom('gt', 'gte', 'lt', 'lte');
    await fc.assert(
      fc.asyncProperty(numbers, metrics, conditions, fc.nat(60), async (seen, metric, condition, threshold) => {
        const rows = seen.map(({ interval, bytes, group }) => row(`g${group}`, interval, bytes));
        const field = metric === 'count' ? {} : { field: 'bytes_in' };
        const spec = { ...SPEC, metric, condition, ...field };
        const { rule } = await chartOf({ ...spec, threshold: 7 }, rows);
        const { alerts } = await run([{ ...spec, threshold }], rows);
        expect(rule && new Recount(rule).at(threshold)).toEqual(alerts[0]?.outcome?.events);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
