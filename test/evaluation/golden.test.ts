import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseQuery, type QueryNode } from '../../src/query';
import type { GoldenFile } from './cases/golden';
import { INDEX_CASES } from './cases/indices';
import { ourGroupVerdict, ourQueryVerdict, takenRecords } from './cases/verdicts';

/** The answers of a search engine, which `differential.e2e.ts` records. */
function goldenFile(name: string): GoldenFile {
  return JSON.parse(readFileSync(join(__dirname, 'golden', `${name}.json`), 'utf8'));
}

function parsed(text: string): QueryNode {
  const { node, problem } = parseQuery(text);
  if (node === undefined) {
    throw new Error(problem.message);
  }
  return node;
}

describe.each(INDEX_CASES.map((index) => [index.name, index] as const))(
  'what a search engine found in %s',
  (name, index) => {
    const { records, queries, groupings } = goldenFile(name);

    it('is recorded for enough queries of each kind', () => {
      const refused = queries.filter(([, verdict]) => verdict === 'refused').length;
      const found = queries.filter(([, verdict]) => Array.isArray(verdict) && verdict.length > 0).length;
      expect([refused > 20, found > 30, groupings.length > 20]).toEqual([true, true, true]);
    });

    it('is what we find', () => {
      const taken = takenRecords(index, records);
      const ours = queries.map(([query]) => [query, ourQueryVerdict(index, parsed(query), records, taken)]);
      expect(ours).toEqual(queries);
    });

    it('is what we group', () => {
      const ours = groupings.map(([grouping]) => [
        grouping,
        JSON.parse(
          JSON.stringify(ourGroupVerdict(index, { ...grouping, query: parsed(grouping.query) } as never, records)),
        ),
      ]);
      expect(ours).toEqual(groupings);
    });
  },
);
