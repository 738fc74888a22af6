import fc from 'fast-check';
import { CalicoRelease } from '../../../../src/calico';
import { isRefusal, recordMatcher } from '../../../../src/evaluation';
import { contradiction } from '../../../../src/kinds/global-alert/silence/contradictions';
import { type IndexMapping, mappingOf } from '../../../../src/logs';
import { parseQuery, type QueryNode } from '../../../../src/query';

const mapping = mappingOf('flows', CalicoRelease.parse('3.22')) as IndexMapping;

const PORTS = ['0', '1', '2', '3', '80.0'];
const ADDRESSES = ['10.0.0.1', '10.0.0.2', '10.0.0.0/8', '0.0.0.0'];
const NAMES = ['a', 'b', 'ab'];

const quoted = (text: string) => JSON.stringify(text);
const comparison = (key: string, comparators: readonly string[], values: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...comparators), fc.constantFrom(...values))
    .map(([comparator, value]) => `${key} ${comparator} ${quoted(value)}`);
const ORDERED = ['=', '!=', '<', '<=', '>', '>='];
const CONDITIONS = fc.oneof(
  comparison('dest_port', ORDERED, PORTS),
  comparison('source_ip', ['=', '!='], ADDRESSES),
  comparison('source_namespace', ORDERED, NAMES),
  fc.constantFrom(...['a*', 'b', '?'].map((name) => `source_namespace IN {${quoted(name)}}`)),
  fc.constantFrom(...['a*', 'b', '?'].map((name) => `source_namespace NOTIN {${quoted(name)}}`)),
);
const OPERANDS = fc.array(
  fc.oneof(
    CONDITIONS,
    CONDITIONS.map((text) => `NOT ${text}`),
    fc.tuple(CONDITIONS, CONDITIONS).map(([left, right]) => `(${left} OR ${right})`),
  ),
  { minLength: 2, maxLength: 5 },
);

/** Every record with one value of each field, or none, or null. */
const RECORDS = [undefined, null, 0, 1, 2, 3, 4, 80, 65_535].flatMap((dest_port) =>
  [undefined, null, '10.0.0.1', '10.0.0.2', '10.1.0.0', '192.168.0.1'].flatMap((source_ip) =>
    [undefined, null, '', 'a', 'b', 'ab', 'c'].map((source_namespace) =>
      JSON.parse(JSON.stringify({ dest_port, source_ip, source_namespace })),
    ),
  ),
);

function operandsOf(texts: readonly string[]): readonly QueryNode[] {
  return texts.map((text) => {
    const { node } = parseQuery(text);
    if (node === undefined) {
      throw new Error(text);
    }
    return node;
  });
}

function matching(operands: readonly QueryNode[]): number {
  const matcher = recordMatcher({ kind: 'and', operands }, mapping);
  return isRefusal(matcher) ? Number.POSITIVE_INFINITY : RECORDS.filter(matcher).length;
}

describe('a contradiction', () => {
  it('is only found where no record matches', () => {
    let found = 0;
    fc.assert(
      fc.property(OPERANDS, (texts) => {
        const operands = operandsOf(texts);
        if (contradiction(operands, mapping) !== undefined) {
          found += 1;
          expect([texts, matching(operands)]).toEqual([texts, 0]);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(found).toBeGreaterThan(10);
  });

  it('is found between two conditions on a number, where no record matches', () => {
    fc.assert(
      fc.property(comparison('dest_port', ORDERED, PORTS), comparison('dest_port', ORDERED, PORTS), (left, right) => {
        const operands = operandsOf([left, right]);
        const found = contradiction(operands, mapping) !== undefined;
        expect([left, right, found]).toEqual([left, right, matching(operands) === 0]);
      }),
    );
  });

  it('is not looked for among very many conditions', () => {
    const texts = Array.from({ length: 101 }, (_, port) => `dest_port = ${port}`);
    expect(contradiction(operandsOf(texts), mapping)).toBeUndefined();
  });
});
