import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { backtest, backtestPartials } from '../../src/backtest';
import { CalicoRelease } from '../../src/calico';
import { sqlText } from '../../src/explain';
import { jsonLines, LogFolder } from '../backtest/logs';
import { alertsOf, dataOf } from './backtest-data';
import { flows, NOW, START } from './flow-rows';

const COUNT = { aggregateBy: ['source_namespace'], metric: 'count', condition: 'gte', threshold: 5 };
const FLOW_ALERTS = [
  { ...COUNT, query: 'reporter = src' },
  { ...COUNT, aggregateBy: ['source_ip', 'source_name_aggr'], period: '90s', lookback: '75s', threshold: 1 },
  { aggregateBy: ['dest_port'], metric: 'max', field: 'bytes_in', condition: 'gt', threshold: 30_000 },
  { metric: 'avg', field: 'bytes_in', condition: 'lt', threshold: 100, query: 'NOT action = deny AND dest_port != 2' },
  {
    ...COUNT,
    query:
      'source_name_aggr IN {"pod-?", "x*"} AND source_name_aggr NOTIN {"*_3", "pod-3"} AND source_ip != "10.0.0.2"',
  },
  { ...COUNT, query: 'source_namespace >= e AND dest_port < 30', aggregateBy: [] },
];

const DNS_ROWS = Array.from({ length: 3_000 }, (_, n) => ({
  start_time: new Date((START + n * 100) * 1_000).toISOString(),
  end_time: new Date((START + n * 100 + 300) * 1_000 + (n % 3) * 100).toISOString(),
  qname: ['Example.com', 'a.b', null][n % 3],
  qtype: n % 2 === 0 ? 'a' : 'AAAA',
  client_name: ['pod', '-', '-', null, ''][n % 5],
  count: n % 7,
}));

const folder = new LogFolder();

/** Runs the SQL as it is printed, in a folder, and returns the path of the result. */
async function partialsOf(sql: string, cwd: string, name: string): Promise<string> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const before = process.cwd();
  process.chdir(cwd);
  try {
    await connection.run(sql);
  } finally {
    process.chdir(before);
    connection.closeSync();
    database.closeSync();
  }
  return join(cwd, `${name}.partials.ndjson`);
}

describe('the SQL of explain, run by DuckDB', () => {
  it.each([
    ['flows', '3.22', FLOW_ALERTS, flows({ storesTimes: false, hasLists: false })],
    ['flows', '3.24', FLOW_ALERTS, flows({ storesTimes: true, hasLists: false })],
    ['flows', '3.16', FLOW_ALERTS, flows({ storesTimes: true, hasLists: false })],
    ['dns', '3.22', [{ dataSet: 'dns', ...COUNT, aggregateBy: ['qname'], query: 'qtype = A', threshold: 1 }], DNS_ROWS],
    ['dns', '3.16', [{ dataSet: 'dns', metric: 'sum', field: 'count', condition: 'gt', threshold: 9 }], DNS_ROWS],
  ] as const)(
    'has the report of files: %s on %s',
    async (dataSet, release, specs, rows) => {
      folder.clear();
      const logs = folder.write(`${dataSet}/rows.ndjson`, jsonLines(rows));
      const options = { release: CalicoRelease.parse(release), now: NOW };
      const alerts = alertsOf(specs, release);
      const files = await backtest(alerts, [logs], options);
      const paths: string[] = [];
      for (const alert of alerts) {
        const sql = sqlText({ alerts: [alert], findings: [], checked: { files: 1, alerts: 1, skipped: 0 } }, 'duckdb');
        expect(sql).toContain('COPY');
        paths.push(await partialsOf(sql, folder.path, alert.name));
      }
      const fromSql = await backtestPartials(alerts, paths, options);
      expect(fromSql.logs.problems).toEqual([]);
      expect(fromSql.logs.rows).toBe(files.logs.rows);
      expect(dataOf(fromSql)).toEqual(dataOf(files));
      expect(files.alerts.filter(({ outcome }) => (outcome?.events.max ?? 0) > 0).length).toBeGreaterThan(0);
    },
    120_000,
  );
});
