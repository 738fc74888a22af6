import { backtest, backtestLogStore } from '../../src/backtest';
import { CalicoRelease } from '../../src/calico';
import { LogStore } from '../../src/log-store';
import { type IndexMapping, mappingOf } from '../../src/logs';
import { jsonLines, LogFolder } from '../backtest/logs';
import { alertsOf, dataOf } from './backtest-data';
import { flows, NOW, START } from './flow-rows';
import { NORMALIZERS, propertiesOf } from './index-properties';
import { SearchEngine } from './search-engine';
import { DNS_ROWS } from './sql-cases';

/** Audit events, whose window has both ends in it. */
const EVENTS = Array.from({ length: 900 }, (_, n) => ({
  auditID: String(n),
  stage: 'ResponseComplete',
  verb: n % 3 === 0 ? 'delete' : 'get',
  requestReceivedTimestamp: new Date(START * 1_000 + n * n * 217 + (n % 1_000)).toISOString(),
  objectRef: { resource: 'pods', namespace: `n${n % 4}` },
}));

const COUNT = { aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 5 };
const ALERTS = [
  { ...COUNT, query: 'reporter = src' },
  { ...COUNT, aggregateBy: ['source_ip', 'source_name_aggr'], period: '90s', lookback: '75s', threshold: 1 },
  { aggregateBy: ['dest_port'], metric: 'max', field: 'bytes_in', condition: 'gt', threshold: 30_000 },
  { metric: 'avg', field: 'bytes_in', condition: 'lt', threshold: 100, query: 'action = deny' },
  { metric: 'count', condition: 'lt', threshold: 3, query: '"source_labels.labels" = "a=b"' },
];

const folder = new LogFolder();

describe('a backtest by a log store', () => {
  let engine: SearchEngine;
  beforeAll(async () => {
    engine = await SearchEngine.start();
  }, 300_000);
  afterAll(() => engine?.stop());

  async function load(index: string, dataSet: string, release: string, rows: readonly object[]): Promise<void> {
    const mapping = mappingOf(dataSet, CalicoRelease.parse(release));
    await engine.create(index, propertiesOf(mapping as IndexMapping), NORMALIZERS);
    for (let start = 0; start < rows.length; start += 5_000) {
      const refused = await engine.store(index, rows.slice(start, start + 5_000), start);
      expect(refused.filter((problem) => problem !== undefined)).toEqual([]);
    }
  }

  async function compare(
    index: string,
    rows: readonly object[],
    specs: readonly object[],
    release: string,
    delay: number,
  ) {
    const alerts = alertsOf(specs, release);
    const options = { release: CalicoRelease.parse(release), now: NOW, delay };
    const files = await backtest(alerts, [folder.write('rows.ndjson', jsonLines(rows))], options);
    const store = new LogStore({ url: new URL(engine.url), credentials: {}, signal: new AbortController().signal });
    const stored = await backtestLogStore(alerts, { store, indexOf: () => index }, options);
    expect(stored.alerts.map(({ outcome }) => outcome?.rows.matched)).not.toContain(undefined);
    expect(dataOf(stored)).toEqual(dataOf(files));
    expect(stored.logs.rows).toBe(files.logs.rows);
    return { files, stored, store };
  }

  it.each([
    ['3.22', 30_000, false],
    ['3.22', 0, true],
    ['3.16', 30_000, true],
    ['3.16', 0, false],
  ] as const)(
    'has the report of files: flows on %s, a delay of %i ms, storage times: %s',
    async (release, delay, stores) => {
      const rows = flows({ storesTimes: stores });
      const index = `flows-${release}-${delay}`;
      await load(index, 'flows', release, rows);
      const { stored } = await compare(index, rows, ALERTS, release, delay);
      expect(stored.alerts.filter(({ outcome }) => (outcome?.events.max ?? 0) > 0).length).toBeGreaterThan(2);
    },
    300_000,
  );

  it('has the report of files: DNS rows that end between two seconds', async () => {
    await load('dns', 'dns', '3.22', DNS_ROWS);
    const spec = { dataSet: 'dns', query: 'qtype = A', metric: 'count', condition: 'gte', threshold: 1 };
    await compare('dns', DNS_ROWS, [spec, { ...spec, aggregateBy: ['qname'] }], '3.22', 30_000);
  }, 300_000);

  it('has the report of files: audit events', async () => {
    await load('audit', 'audit', '3.22', EVENTS);
    const spec = { dataSet: 'audit', query: 'verb = delete', metric: 'count', condition: 'gte', threshold: 2 };
    await compare('audit', EVENTS, [spec, { ...spec, aggregateBy: ['objectRef.namespace'] }], '3.22', 30_000);
  }, 300_000);

  it('says what is wrong with an index', async () => {
    const access = (index: string) => ({
      store: new LogStore({ url: new URL(engine.url), credentials: {}, signal: new AbortController().signal }),
      indexOf: () => index,
    });
    const options = { release: CalicoRelease.parse('3.22'), now: NOW };
    const run = (index: string) => backtestLogStore(alertsOf([COUNT], '3.22'), access(index), options);
    await expect(run('missing')).rejects.toThrow(/has no index "missing"; pass the name or the pattern/);
    const none = await run('missing-*');
    expect(none.logs.problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('matches no index'), isFatal: true }),
    ]);

    await engine.load('other', { action: { type: 'keyword' } }, [{ action: 'allow' }]);
    const other = await run('other');
    expect(other.logs.problems).toEqual([
      expect.objectContaining({
        message: 'has no field end_time, so it does not contain flows logs of Calico',
        isFatal: true,
      }),
    ]);

    const times = {
      start_time: { type: 'date', format: 'epoch_second' },
      end_time: { type: 'date', format: 'epoch_second' },
    };
    await engine.load('mixed-1', { ...times, source_namespace: { type: 'keyword' } }, [{ end_time: START }]);
    await engine.load('mixed-2', { ...times, source_namespace: { type: 'long' } }, [{ end_time: START }]);
    await engine.load('mixed-3', { ...times }, [{ end_time: START }]);
    await expect(run('mixed-*').then(({ logs }) => logs.problems)).resolves.toEqual([
      expect.objectContaining({
        message: 'has source_namespace as keyword and long, but Calico indexes it as keyword, so numbers can be wrong',
      }),
    ]);
    await expect(run('mixed-3').then(({ logs }) => logs.problems)).resolves.toEqual([
      expect.objectContaining({ message: 'has no field source_namespace, so numbers can be wrong' }),
    ]);
  }, 60_000);
});
