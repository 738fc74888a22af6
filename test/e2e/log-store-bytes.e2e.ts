import { type BacktestOptions, backtestLogStore } from '../../src/backtest';
import { CalicoRelease } from '../../src/calico';
import { LogStore } from '../../src/log-store';
import { type IndexMapping, mappingOf } from '../../src/logs';
import { alertsOf } from './backtest-data';
import { NORMALIZERS, propertiesOf } from './index-properties';
import { SearchEngine } from './search-engine';

/** The rows of 30 days; `LOG_STORE_ROWS` makes it fewer for a quick look, with as many groups. */
const ROWS = Number(process.env['LOG_STORE_ROWS'] ?? 1_000_000);
const DAYS = 30;
const INTERVALS = DAYS * 288;
const ROWS_OF_BULK = 20_000;
const RELEASE = '3.24';

const START = Date.parse('2026-01-05T00:00:00Z') / 1_000;
const NOW = (START + (DAYS + 1) * 86_400) * 1_000;

/** The most that an alert may receive for a day of logs. */
const MOST_BYTES = 2_000_000;

/** Pods of 50 Deployments, each of which calls two others; both ends report. */
function row(n: number): object {
  const end_time = START + Math.floor((n * INTERVALS) / ROWS) * 300;
  const from = (n >> 1) % 50;
  const to = (from * 7 + (n % 2) + (n % 3)) % 50;
  return {
    start_time: end_time - 300,
    end_time,
    source_namespace: `team-${from % 20}`,
    source_name_aggr: `frontend-${from}-7d9f6c5b4-*`,
    source_type: 'wep',
    dest_namespace: `team-${to % 17}`,
    dest_name_aggr: `backend-${to}-5c8d7f9b6-*`,
    dest_type: 'wep',
    dest_port: 8000 + (n % 3),
    proto: 'tcp',
    reporter: n % 2 === 0 ? 'src' : 'dst',
    action: n % 40 === 0 ? 'deny' : 'allow',
    bytes_in: (n * 7_919) % 1_000_003,
    num_flows: 1 + (n % 50),
  };
}

const COUNT = { period: '5m', lookback: '15m', metric: 'count', condition: 'gte', threshold: 200 };
const ENDS = ['source_namespace', 'dest_namespace', 'source_name_aggr', 'dest_name_aggr'];
const ALERTS = {
  'a port scan': { ...COUNT, query: 'reporter = src AND source_type = wep', aggregateBy: ENDS },
  'a sum by namespace': { ...COUNT, metric: 'sum', field: 'bytes_in', aggregateBy: ['source_namespace'] },
  'denied flows': { ...COUNT, query: 'action = deny', aggregateBy: ['source_namespace', 'dest_port'] },
};

describe('the answers of a log store about 30 days', () => {
  let engine: SearchEngine;
  beforeAll(async () => {
    engine = await SearchEngine.start();
    const mapping = mappingOf('flows', CalicoRelease.parse(RELEASE));
    await engine.create('flows', propertiesOf(mapping as IndexMapping), NORMALIZERS);
    for (let first = 0; first < ROWS; first += ROWS_OF_BULK) {
      const rows = Array.from({ length: Math.min(ROWS_OF_BULK, ROWS - first) }, (_, index) => row(first + index));
      const refused = await engine.store('flows', rows, first);
      expect(refused.filter((problem) => problem !== undefined)).toEqual([]);
    }
  }, 1_200_000);
  afterAll(() => engine?.stop());

  it.each(Object.entries(ALERTS))(
    'are small: %s',
    async (_, spec) => {
      const store = new LogStore({ url: new URL(engine.url), credentials: {}, signal: new AbortController().signal });
      const options: BacktestOptions = { release: CalicoRelease.parse(RELEASE), now: NOW };
      const { alerts, logs } = await backtestLogStore(
        alertsOf([spec], RELEASE),
        { store, indexOf: () => 'flows' },
        options,
      );
      expect([logs.rows, logs.problems]).toEqual([ROWS, []]);
      expect(alerts[0]?.outcome?.days).toBeCloseTo(DAYS, 0);
      expect(logs.bytes).toBe(store.bytes);
      expect(store.bytes / DAYS).toBeGreaterThan(1_000);
      expect(store.bytes / DAYS).toBeLessThan(MOST_BYTES);
      if (process.env['LOG_STORE_ROWS'] !== undefined) {
        process.stderr.write(`${ROWS} rows: ${Math.round(store.bytes / DAYS)} bytes a day\n`);
      }
    },
    600_000,
  );
});
