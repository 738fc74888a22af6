import fc from 'fast-check';
import { CalicoRelease } from '../../src/calico';
import { isRefusal, recordMatcher } from '../../src/evaluation';
import { type IndexMapping, mappingOf } from '../../src/logs';
import { parseQuery, printQuery, type QueryNode, withoutNegations } from '../../src/query';

function parsed(text: string): QueryNode {
  const { node } = parseQuery(text);
  if (node === undefined) {
    throw new Error(text);
  }
  return node;
}

describe('a query without negations of AND and OR', () => {
  it.each([
    ['a = 1', 'a = 1'],
    ['NOT a = 1', 'NOT a = 1'],
    ['NOT (NOT a = 1)', 'a = 1'],
    ['NOT (a = 1 AND b = 2)', 'NOT a = 1 OR NOT b = 2'],
    ['NOT (a = 1 OR NOT b = 2)', 'NOT a = 1 AND b = 2'],
    ['a = 1 AND NOT (b = 2 OR c = 3)', 'a = 1 AND NOT b = 2 AND NOT c = 3'],
    ['a = 1 OR NOT (b = 2 AND NOT (c = 3 OR d = 4))', 'a = 1 OR NOT b = 2 OR c = 3 OR d = 4'],
    ['', ''],
  ])('%s is %s', (text, expected) => {
    expect(printQuery(withoutNegations(parsed(text)))).toBe(printQuery(parsed(expected)));
  });

  it('matches the same records', () => {
    const mapping = mappingOf('flows', CalicoRelease.parse('3.22')) as IndexMapping;
    const leaf = fc.constantFrom('dest_port = 1', 'dest_port != 2', 'source_namespace IN {"a*"}', 'action = deny');
    const { query } = fc.letrec<{ query: string }>((tie) => ({
      query: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.tuple(tie('query'), fc.constantFrom('AND', 'OR'), tie('query')).map((parts) => `(${parts.join(' ')})`),
        tie('query').map((text) => `NOT (${text})`),
      ),
    }));
    const records = [undefined, 1, 2].flatMap((dest_port) =>
      [undefined, 'a', 'b'].flatMap((source_namespace) =>
        ['allow', 'deny'].map((action) => ({ dest_port, source_namespace, action })),
      ),
    );
    fc.assert(
      fc.property(query, (text) => {
        const [before, after] = [parsed(text), withoutNegations(parsed(text))].map((node) => {
          const matcher = recordMatcher(node, mapping);
          return isRefusal(matcher) ? matcher : records.map((record) => matcher(JSON.parse(JSON.stringify(record))));
        });
        expect(after).toEqual(before);
      }),
    );
  });
});
