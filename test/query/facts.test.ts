import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { parseQuery, printQuery, Query } from '../../src/query';
import { describeWithShared, sharedFolder } from '../shared-folder';
import { treeOf, withoutPositions } from './trees';

// biome-ignore lint/suspicious/noExplicitAny: facts are data of every shape
type Facts = any;

const read = (...path: string[]) => readFileSync(join(sharedFolder ?? '', ...path), 'utf8');

/** Queries of Calico's own templates, and of the workshop. */
function publishedQueries(): string[] {
  const templates: Facts[] = parse(read('facts', 'rule-templates.yaml')).templates;
  const folder = join('upstream', 'alerts');
  const alerts: Facts[] = readdirSync(join(sharedFolder ?? '', folder)).flatMap((file) =>
    parseAllDocuments(read(folder, file)).map((document) => document.toJS()),
  );
  return [...templates.map(({ query }) => query), ...alerts.map((alert) => alert?.spec?.query)].filter(
    (query) => typeof query === 'string',
  );
}

describeWithShared('the facts about the query language', () => {
  const facts: Facts = parse(read('facts', 'globalalert-spec.yaml')).query_language;

  it.each<string>(facts.accepted_examples)('accept %s', (query) => {
    const { node, problem } = parseQuery(query);
    expect(problem).toBeUndefined();
    expect(treeOf(node === undefined ? '=' : printQuery(node))).toEqual(withoutPositions(node));
  });

  it.each<string>(facts.rejected_examples)('reject %s', (query) => {
    expect(parseQuery(query).problem).toBeDefined();
  });

  const examples = facts.must_quote.split(': ').at(-1).split(', ');
  it.each<string>(examples)('want quotes around %s', (text) => {
    expect(Query.field('a').equalTo(text).toString()).toBe(`a = "${text}"`);
    expect(parseQuery(`a = ${text}`).problem?.message).toMatch(/ must be quoted: write "/);
  });

  it('have queries of Calico and of the workshop that are all read', () => {
    const queries = publishedQueries();
    expect(queries.length).toBeGreaterThan(15);
    expect(queries.filter((query) => !/<desired/.test(query)).map((query) => parseQuery(query).problem)).toEqual(
      queries.filter((query) => !/<desired/.test(query)).map(() => undefined),
    );
  });

  it.each(grammar(facts.ebnf)['comparator'] ?? [])('have the comparison %s', (sign) => {
    expect(treeOf(`a ${sign} b`)).toMatchObject({ kind: 'comparison', comparator: sign });
  });

  it.each(['AND', 'OR', 'NOT', 'IN', 'NOTIN'])('have the keyword %s in two cases', (keyword) => {
    expect(grammar(facts.ebnf)[keyword]).toEqual([keyword, keyword.toLowerCase()]);
  });
});

/** The quoted texts of each rule. */
function grammar(ebnf: string): Record<string, string[]> {
  const rules = [...ebnf.matchAll(/^(\S+)\s*= (.*?) ;/gm)];
  return Object.fromEntries(
    rules.map(([, name, body]) => [name, [...(body ?? '').matchAll(/"([^"]+)"/g)].map(([, text]) => text)]),
  );
}
