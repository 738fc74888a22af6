import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { explainFiles, SQL_DIALECTS, type SqlDialectName, sqlText } from '../../src/explain';
import { alertYaml } from '../backtest/logs';

function sqlOf(spec: object, dialect: SqlDialectName = 'duckdb', release = '3.22'): string {
  const cluster = { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED };
  return sqlText(
    explainFiles([{ file: 'a.yaml', bytes: Buffer.from(alertYaml({ ...spec }, 'some.alert')) }], cluster),
    dialect,
  );
}

/** The condition that is made from a query. */
function conditionOf(query: string, dialect: SqlDialectName = 'duckdb', dataSet = 'flows'): string {
  const sql = sqlOf({ query, dataSet }, dialect);
  return /^ {4}(.*) AS matches,$/m.exec(sql)?.[1] ?? sql;
}

const COUNT = {
  aggregateBy: ['dest_port', 'source_ip'],
  metric: 'sum',
  field: 'bytes_in',
  condition: 'gt',
  threshold: 3,
};

describe('the SQL of an alert', () => {
  it.each(Object.keys(SQL_DIALECTS) as SqlDialectName[])('is that of a database: %s', (dialect) => {
    expect(sqlOf({ ...COUNT, query: 'action = "a\'b" AND dest_name_aggr IN {"x_*"}' }, dialect)).toMatchSnapshot();
  });

  it.each([
    ['', 'TRUE'],
    ['action = deny', `coalesce("action" = 'deny', FALSE)`],
    ['action != deny', `(NOT coalesce("action" = 'deny', FALSE))`],
    ['NOT action > deny', `(NOT coalesce("action" > 'deny', FALSE))`],
    [
      'dest_port < 80 OR bytes_in >= 5',
      `(coalesce(coalesce("dest_port", 0) < 80, FALSE) OR coalesce("bytes_in" >= 5, FALSE))`,
    ],
    ['dest_port_num = 80', `coalesce(coalesce("dest_port", 0) = 80, FALSE)`],
    ['source_ip = "10.0.0.1"', `coalesce(coalesce("source_ip", '0.0.0.0') = '10.0.0.1', FALSE)`],
    [
      'source_name_aggr NOTIN {"a*", "b?%_!", c}',
      `(NOT (coalesce("source_name_aggr" LIKE 'a%' ESCAPE '!', FALSE) OR coalesce("source_name_aggr" LIKE 'b_!%!_!!' ESCAPE '!', FALSE) OR coalesce("source_name_aggr" = 'c', FALSE)))`,
    ],
    ['source_ip != "10.0.0.1"', `(NOT coalesce(coalesce("source_ip", '0.0.0.0') = '10.0.0.1', FALSE))`],
    [
      '(action = a OR action = b) AND NOT proto = c',
      `((coalesce("action" = 'a', FALSE) OR coalesce("action" = 'b', FALSE)) AND (NOT coalesce("proto" = 'c', FALSE)))`,
    ],
    ['nothing = a', 'FALSE'],
    ['nothing != a', 'TRUE'],
    ['action IN {""}', '(coalesce(FALSE, FALSE))'],
    ['nothing IN {a}', 'FALSE'],
    ['nothing NOTIN {a}', 'TRUE'],
  ])('has a condition for the query %s', (query, condition) => {
    expect(conditionOf(query)).toBe(condition);
  });

  it('compares the strings that the log store compares', () => {
    expect(conditionOf('qname = "Example.com" AND qtype != a', 'duckdb', 'dns')).toBe(
      `(coalesce(lower("qname") = 'example.com', FALSE) AND (NOT coalesce(upper("qtype") = 'A', FALSE)))`,
    );
  });

  it('has the patterns of ClickHouse, where backslashes escape', () => {
    expect(conditionOf('source_name_aggr IN {"b?%_!*"}', 'clickhouse')).toBe(
      String.raw`(coalesce("source_name_aggr" LIKE 'b_\\%\\_!%', FALSE))`,
    );
  });

  it.each([
    ['source_ip = "10.0.0.0/8"', 'source_ip is an address, which SQL can only compare with single IPv4 addresses'],
    ['"source_labels.labels" = "a=b"', 'source_labels.labels is part of an object in a record'],
    ['source_ip > "10.0.0.1"', 'source_ip is an address, which SQL can only compare with single IPv4 addresses'],
    ['source_ip = "::1"', 'source_ip is an address, which SQL can only compare with single IPv4 addresses'],
    ['dest_port = 1234567890123456789', 'SQL cannot compare dest_port with'],
    ['dest_port = 1.1234567', 'SQL cannot compare dest_port with'],
    ['action IN {"a\\\\b"}', 'the member "a\\\\b" of a set contains a backslash'],
    ['action = "a\u0001"', 'its query contains characters that cannot be printed'],
    ['start_time > 1', /start_time is of the type date/],
  ])('does not exist for the query %s', (query, reason) => {
    const sql = sqlOf({ query });
    expect(sql).toMatch(reason);
    expect(sql).toContain('pass the files, or let the log store compute the results with backtest --elasticsearch');
    expect(sql).not.toContain('SELECT');
  });

  it('has names of files and comments that alerts cannot leave', () => {
    const hostile = explainFiles(
      [{ file: 'a\n; DROP.yaml', bytes: Buffer.from(alertYaml({ ...COUNT }, "x'); --\u001b")) }],
      { release: CalicoRelease.parse('3.22'), topology: CalicoTopology.MANAGED },
    );
    for (const dialect of Object.keys(SQL_DIALECTS) as SqlDialectName[]) {
      const sql = sqlText(hostile, dialect);
      expect(sql.split('\n')[0]).toMatch(/^-- .*DROP/);
      expect(sql).not.toMatch(/^(?!--).*(?:DROP|x'\))/m);
    }
  });
});
