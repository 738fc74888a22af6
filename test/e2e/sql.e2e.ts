import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type BacktestResult, backtest, backtestPartials } from '../../src/backtest';
import { CalicoRelease } from '../../src/calico';
import { type ExplainedAlert, sqlText } from '../../src/explain';
import { jsonLines, LogFolder } from '../backtest/logs';
import { alertsOf, dataOf } from './backtest-data';
import { NOW } from './flow-rows';
import { Keeper } from './keeper';
import { provideEngine } from './search-engine-kit';
import { SQL_CASES } from './sql-cases';

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

function sqlOf(alert: ExplainedAlert, dialect: 'duckdb' | 'trino'): string {
  return sqlText({ alerts: [alert], findings: [], checked: { files: 1, alerts: 1, skipped: 0 } }, dialect);
}

function expectSame(fromSql: BacktestResult, files: BacktestResult): void {
  expect(fromSql.logs.problems).toEqual([]);
  expect(fromSql.logs.rows).toBe(files.logs.rows);
  expect(dataOf(fromSql)).toEqual(dataOf(files));
  expect(files.alerts.filter(({ outcome }) => (outcome?.events.max ?? 0) > 0).length).toBeGreaterThan(0);
}

describe('the SQL of explain, run by DuckDB', () => {
  it.each(SQL_CASES)(
    'has the report of files: %s on %s',
    async (dataSet, release, specs, rows) => {
      folder.clear();
      const logs = folder.write(`${dataSet}/rows.ndjson`, jsonLines(rows));
      const options = { release: CalicoRelease.parse(release), now: NOW };
      const alerts = alertsOf(specs, release);
      const files = await backtest(alerts, [logs], options);
      const paths: string[] = [];
      for (const alert of alerts) {
        const sql = sqlOf(alert, 'duckdb');
        expect(sql).toContain('COPY');
        paths.push(await partialsOf(sql, folder.path, alert.name));
      }
      expectSame(await backtestPartials(alerts, paths, options), files);
    },
    120_000,
  );
});

/** Few rows are enough: each is part of a statement. The last ones are special. */
const ROWS = 400;
const LAST_ROWS = 10;
const ROWS_OF_STATEMENT = 100;

/** Statements that make the table that the SQL of alerts reads, with the columns that it names. */
function tableOf(sqls: readonly string[], name: string, rows: readonly object[]): string[] {
  const columns = new Set(sqls.flatMap((sql) => /FROM \w+ \/\* (.*) \*\//.exec(sql)?.[1]?.split(', ') ?? []));
  const values = [...columns].map((column) => {
    const [field, type] = column.split(' ');
    return `CAST(json_extract_scalar(j, '$.${field}') AS ${type}) AS ${field}`;
  });
  const statements: string[] = [];
  for (let start = 0; start < rows.length; start += ROWS_OF_STATEMENT) {
    const texts = rows
      .slice(start, start + ROWS_OF_STATEMENT)
      .map((row) => `'${JSON.stringify(row).replaceAll("'", "''")}'`);
    const into = start === 0 ? `CREATE TABLE ${name} AS` : `INSERT INTO ${name}`;
    statements.push(`${into} SELECT ${values.join(', ')} FROM (VALUES ${texts.join(', ')}) AS t(j)`);
  }
  return statements;
}

interface TrinoJob {
  readonly setup: readonly string[];
  readonly query: string;
  readonly result: string;
}

/** Runs statements in a process of their own. */
async function runTrino(keeper: Keeper, jobs: readonly TrinoJob[], file: string): Promise<void> {
  const classPath = await provideEngine(keeper, 'trino');
  writeFileSync(file, jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
  const { status, stderr } = await keeper.run({ command: 'java', args: ['-Xmx1g', '-cp', classPath, 'Engine', file] });
  if (status !== 0) {
    throw new Error(`Trino ended with ${status}:\n${stderr.slice(-4_000)}`);
  }
}

describe('the SQL of explain, run by Trino', () => {
  const keeper = new Keeper();
  afterAll(() => keeper.stop());

  it('has the report of files', async () => {
    folder.clear();
    const cases = SQL_CASES.map(([dataSet, release, specs, rows], index) => {
      const some = [...rows.slice(0, ROWS), ...rows.slice(-LAST_ROWS)];
      const logs = folder.write(`${index}/rows.ndjson`, jsonLines(some));
      return { dataSet, release, alerts: alertsOf(specs, release), logs, rows: some, index };
    });
    const jobs = cases.flatMap(({ dataSet, alerts, rows, index }) => {
      const table = `${dataSet}_${index}`;
      const sqls = alerts.map((alert) => sqlOf(alert, 'trino'));
      return sqls.map(
        (sql, alert): TrinoJob => ({
          setup: alert === 0 ? tableOf(sqls, table, rows) : [],
          query: sql.replace(`FROM ${dataSet} `, `FROM ${table} `).trimEnd().replace(/;$/, ''),
          result: join(folder.path, `${table}_${alert}.ndjson`),
        }),
      );
    });
    await runTrino(keeper, jobs, join(folder.path, 'jobs'));
    let job = 0;
    for (const { release, alerts, logs } of cases) {
      const options = { release: CalicoRelease.parse(release), now: NOW };
      const results = alerts.map(() => jobs[job++]?.result ?? '');
      expect(results.every((result) => readFileSync(result, 'utf8').includes('"matched"'))).toBe(true);
      expectSame(await backtestPartials(alerts, results, options), await backtest(alerts, [logs], options));
    }
  }, 900_000);
});
