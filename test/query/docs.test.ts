import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import * as library from '../../src';
import { parseQuery, QUERY_RULES, Query } from '../../src/query';
import { blocksOf, snippetsOf } from '../markdown';
import { messageOf } from '../support';

const root = resolve(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'query-language.md'), 'utf8');

/** The rows of the table whose first column has a title. */
function rowsOf(title: string): [string, string][] {
  const [, rows = ''] = new RegExp(`^\\| ${title} \\|.*\\n\\| --- .*\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
  return [...rows.matchAll(/^\| (.*?) \| (.*) \|$/gm)].map(([, first = '', second = '']) => [first, second]);
}

const codeOf = (cell: string) => /^`([^`]+)`/.exec(cell)?.[1];

describe('docs/query-language.md', () => {
  it.each(rowsOf('query'))('has the query %s', (cell) => {
    const code = codeOf(cell) ?? '';
    expect(Query.parse(code).toString()).toBe(code);
  });

  it.each(rowsOf('invalid query'))('lists an invalid query: %s', (cell, instead) => {
    expect(parseQuery(codeOf(cell) ?? '').problem).toBeDefined();
    expect(parseQuery(codeOf(instead) ?? '').problem).toBeUndefined();
  });

  it('has more rows than one in every table', () => {
    expect(['query', 'invalid query', 'method', 'rule'].map((title) => rowsOf(title).length > 4)).toEqual(
      Array(4).fill(true),
    );
  });

  it.each(rowsOf('method'))('has the methods %s', (methods, signs) => {
    const names = [...methods.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    const written = [...signs.matchAll(/`([^`]+)`/g)].map(([, sign]) => sign);
    const query = (name: string) => {
      const field: Record<string, (value: unknown) => Query> = Object(library.Query.field('a'));
      return String(field[name]?.(/isOneOf$|isNoneOf$/.test(name) ? ['…'] : '…'));
    };
    expect(
      names.map((name) =>
        query(name)
          .replace(/^a /, '')
          .replaceAll('"', '')
          .replace(/^(\W+) …$/, '$1'),
      ),
    ).toEqual(written);
  });

  it('has every rule of the builder', () => {
    const rules = QUERY_RULES.filter(({ description }) => description.form === 'program')
      .map(({ rule }) => rule)
      .filter((rule) => rule.startsWith('query/'));
    expect(rowsOf('rule').map(([cell]) => codeOf(cell))).toEqual(rules.sort());
  });

  it('explains precedence as it is', () => {
    const [, text = '', grouped = ''] = /:\n {2}`(NOT [^`]+)` means `([^`]+)`/.exec(page) ?? [];
    expect(Query.parse(grouped).toString()).toBe(text);
    expect(messageOf(() => Query.parse('a = 1 And b = 2'))).toContain('not a keyword');
  });

  it.each(snippetsOf(blocksOf(page)))('has a program that prints what it says: $name', ({ code, text }) => {
    const { code: program } = transformSync(code, {
      jsc: { parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    const lines: string[] = [];
    const require = (name: string) => (name === 'cdk8s-calico-threat-defense' ? library : undefined);
    new Function('require', 'exports', 'console', program)(
      require,
      {},
      { error: (line: string) => lines.push(`${line}\n`) },
    );
    expect(lines.join('')).toBe(text);
    expect(lines.length).toBeGreaterThan(2);
  });
});
