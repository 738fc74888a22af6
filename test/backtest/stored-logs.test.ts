import { BACKTEST_REPORTERS, type BacktestOptions, type BacktestResult, backtestLogStore } from '../../src/backtest';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { explainFiles } from '../../src/explain';
import { LogStoreFailure } from '../../src/log-store';
import { FakeLogStore } from './fake-log-store';
import { alertYaml, backtestOf, jsonLines, LogFolder } from './logs';

const CLUSTER = { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED };
const HOUR = 3_600;
const DAY = 24 * HOUR;
/** 2026-02-01T00:00:00Z. */
const BASE = 1_769_904_000;
const NOW = (BASE + 400 * DAY) * 1_000;

const COUNT = { aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 2 };
const SUM = { metric: 'sum', field: 'bytes_in', condition: 'gt', threshold: 200 };
const OF_PODS = { aggregateBy: ['dest_namespace', 'source_namespace'], query: 'action = "allow"', ...SUM };

/** A row of five minutes. */
function row(end: number, fields: object = {}): Readonly<Record<string, unknown>> {
  const own = { source_name_aggr: 'x', dest_name_aggr: 'y', reporter: 'src', source_type: 'wep', num_flows: 1 };
  const flow = { source_namespace: 'dev', dest_namespace: 'shop', action: 'allow', bytes_in: 90 };
  return { start_time: BASE + end - 300, end_time: BASE + end, ...own, ...flow, ...fields };
}

/** Some rows each hour of some days. */
const ROWS = Array.from({ length: 3 * 24 * 5 }, (_, index) =>
  row(Math.floor(index / 5) * HOUR + 60 * (index % 5), {
    source_namespace: ['dev', 'test', 'ops'][index % 3],
    action: index % 7 === 0 ? 'deny' : 'allow',
    bytes_in: index % 11 === 0 ? undefined : 10 * (index % 13),
  }),
);

const folder = new LogFolder();

function alertsOf(spec: object) {
  const bytes = Buffer.from(alertYaml({ lookback: '15m', ...spec }, 'alert-0'));
  return explainFiles([{ file: 'alerts.yaml', bytes }], CLUSTER).alerts;
}

function stored(spec: object, store: FakeLogStore, options: Partial<BacktestOptions> = {}): Promise<BacktestResult> {
  return backtestLogStore(alertsOf(spec), store.access, { now: NOW, ...options, release: CLUSTER.release });
}

/** The report of files with the same rows. */
function ofFiles(spec: object, rows: readonly unknown[], options: Partial<BacktestOptions> = {}) {
  const { release: _, ...others } = options;
  folder.clear();
  const path = folder.write('flows.ndjson', jsonLines(rows));
  return backtestOf([{ lookback: '15m', ...spec }], [path], { now: NOW, ...others });
}

/** What must be the same, whoever computes the partials. */
function reportOf(result: BacktestResult): unknown {
  const [{ settings, ...report }] = JSON.parse(String(BACKTEST_REPORTERS['json']?.(result))).alerts;
  result.dispose();
  expect(report.events.max).toBeGreaterThan(0);
  return report;
}

describe('the report of a log store', () => {
  it.each<[what: string, spec: object]>([
    ['rows that are counted', COUNT],
    ['rows whose values are added up', OF_PODS],
    ['all rows together', SUM],
  ])('is that of files: %s', async (_, spec) => {
    const report = reportOf(await stored(spec, new FakeLogStore(ROWS)));
    expect(report).toEqual(reportOf(await ofFiles(spec, ROWS)));
  });

  it.each<[what: string, rows: readonly object[]]>([
    ['no start', [{ start_time: undefined }]],
    ['no end', [{ end_time: undefined }]],
    ['no group', [{ source_namespace: undefined }]],
    ['an end in the future', [{ end_time: BASE + 500 * DAY }]],
  ])('is that of files: rows with %s', async (_, fields) => {
    const rows = [...ROWS, ...fields.map((one) => row(HOUR, one))];
    const report = reportOf(await stored(COUNT, new FakeLogStore(rows)));
    expect(report).toEqual(reportOf(await ofFiles(COUNT, rows)));
  });

  it('has all pages', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => row(HOUR, { source_namespace: `n${index % 2_400}` }));
    const store = new FakeLogStore(rows);
    expect(reportOf(await stored(COUNT, store))).toEqual(reportOf(await ofFiles(COUNT, rows)));
    expect(store.asked.filter(({ isComposite }) => isComposite).length).toBeGreaterThan(3);
  });

  it('has long gaps, for which few requests are sent', async () => {
    const rows = [...ROWS, row(300 * DAY), row(300 * DAY), row(300 * DAY)];
    const store = new FakeLogStore(rows);
    expect(reportOf(await stored(COUNT, store))).toEqual(reportOf(await ofFiles(COUNT, rows)));
    expect(store.asked.length).toBeLessThan(30);
  });

  it('is about the time between two', async () => {
    const options = { from: (BASE + DAY) * 1_000, to: (BASE + 2 * DAY) * 1_000 };
    const store = new FakeLogStore(ROWS);
    const [own, other] = [await stored(COUNT, store, options), await ofFiles(COUNT, ROWS, options)];
    const eventsOf = (result: BacktestResult) => result.alerts[0]?.outcome?.events;
    expect(eventsOf(own)).toEqual(eventsOf(other));
    expect(Math.min(...store.asked.map(({ from = BASE * 2 }) => from))).toBe(BASE + DAY - 900 - 1);
  });
});

describe('a log store for which a slice is too much', () => {
  const failure = new LogStoreFailure('http://localhost:9200 has too many groups', true);

  it('is asked for halves, and the report is the same', async () => {
    const store = new FakeLogStore(ROWS, ({ from = 0, to = 0, isComposite }) => {
      if (isComposite && to - from > 5 * HOUR) {
        throw failure;
      }
    });
    expect(reportOf(await stored(COUNT, store))).toEqual(reportOf(await ofFiles(COUNT, ROWS)));
    const lengths = store.asked.flatMap(({ from, to = 0 }) => (from === undefined ? [] : [to - from]));
    expect([Math.max(...lengths), lengths.includes(3 * HOUR)]).toEqual([DAY, true]);
  });

  it('is not asked for less than an hour', async () => {
    const store = new FakeLogStore(ROWS, ({ isComposite }) => {
      if (isComposite) {
        throw failure;
      }
    });
    await expect(stored(COUNT, store)).rejects.toBe(failure);
    const lengths = store.asked.flatMap(({ from, to = 0 }) => (from === undefined ? [] : [to - from]));
    expect(Math.min(...lengths)).toBe((24 / 32) * HOUR);
  });

  it('is not asked again after an answer that will stay the same', async () => {
    const refused = new LogStoreFailure('refused');
    const store = new FakeLogStore(ROWS, ({ isComposite }) => {
      if (isComposite) {
        throw refused;
      }
    });
    await expect(stored(COUNT, store)).rejects.toBe(refused);
    expect(store.asked).toHaveLength(3);
  });
});

it('is not used if its answers have other times than those that were asked for', async () => {
  const { access } = new FakeLogStore(ROWS);
  const answerOf = jest.mocked(access.store.search).getMockImplementation();
  jest.mocked(access.store.search).mockImplementation(async (...request) => {
    const answer = (await answerOf?.(...request)) ?? {};
    return JSON.parse(JSON.stringify(answer).replaceAll('"slot of the window":', '"slot of the window":7'));
  });
  await expect(backtestLogStore(alertsOf(COUNT), access, { now: NOW, release: CLUSTER.release })).rejects.toThrow(
    'http://localhost:9200 sent an unexpected answer',
  );
});

it('says that no index has logs', async () => {
  const { alerts, logs } = await stored(COUNT, new FakeLogStore([], undefined, []));
  expect(logs.problems).toMatchObject([
    { message: 'matches no index; pass the name or the pattern of the indices with --index' },
  ]);
  expect(alerts[0]?.outcome?.rows.read ?? 0).toBe(0);
});
