import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { parseQuery } from '../../src/query';
import { lintText } from '../lint/lint-text';

const page = readFileSync(resolve(__dirname, '..', '..', 'docs', 'query-language.md'), 'utf8');
const DATA_SETS = ['flows', 'dns', 'audit', 'l7'];

/** Queries on the page that are there to be avoided: the first column of one table, and the messages of errors. */
const avoided = new Set(
  [...(/^\| invalid query \|[\s\S]*?\n\n/m.exec(page)?.[0] ?? '').matchAll(/^\| `([^`]+)` \|/gm)].map(
    ([, query]) => query,
  ),
);

/** The lines that the program prints are queries, too. */
const printed = (/```text\n([\s\S]*?)```/.exec(page)?.[1] ?? '').trim().split('\n');

/** Code that is a query with a condition, other than names, values and keywords by themselves. */
const queries = [...new Set([...[...page.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code), ...printed])].filter(
  (code) => !avoided.has(code) && / /.test(code) && parseQuery(code).problem === undefined,
);

/** What lint finds in an alert with a query that is otherwise right. */
function found(query: string, dataSet: string, release: string): string[] {
  const names = [...query.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
  const substitutions = names.map((name) => ({ name, values: ['a', '*.b'] }));
  const alert = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: 'query' },
    spec: {
      description: 'A query of the documentation',
      severity: 50,
      period: '5m',
      lookback: '15m',
      dataSet,
      query,
      substitutions: names.length > 0 ? substitutions : undefined,
    },
  };
  return lintText(stringify(alert), release).findings.map(
    ({ severity, rule, message }) => `${severity} ${rule} ${message}`,
  );
}

describe('docs/query-language.md', () => {
  it('has queries to lint', () => {
    expect(queries.length).toBeGreaterThan(25);
    expect(avoided.size).toBeGreaterThan(10);
    expect(printed.length).toBeGreaterThan(3);
  });

  it.each(queries)('recommends nothing that lint warns about: %s', (query) => {
    const results = DATA_SETS.map((dataSet) => found(query, dataSet, '3.23'));
    expect(results).toContainEqual([]);
  });

  it('is linted by rules that find what it once recommended', () => {
    expect(found('dest_prot = 80', 'flows', '3.23')).not.toEqual([]);
    expect(found('qname = 0x1F', 'dns', '3.23')).not.toEqual([]);
    expect(found('!(dest_port = 80)', 'flows', '3.23')).not.toEqual([]);
  });

  it('recommends no set over fields on which sets do not run', () => {
    const numbers = /\b(\w*_port|\w*_ip|bytes_\w+|count|num_\w+) (NOT)?IN\b/;
    expect(numbers.test('dest_port IN {"80", "443"}')).toBe(true);
    expect(queries.filter((query) => numbers.test(query))).toEqual([]);
  });
});
