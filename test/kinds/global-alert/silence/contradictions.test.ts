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
const operands = (conditions: fc.Arbitrary<string>) =>
  fc.array(
    fc.oneof(
      conditions,
      conditions.map((text) => `NOT ${text}`),
      fc.tuple(conditions, conditions).map(([left, right]) => `(${left} OR ${right})`),
    ),
    { minLength: 2, maxLength: 5 },
  );
const OPERANDS = operands(CONDITIONS);

/** The same on one field, without patterns. */
const ON_ONE_FIELD = fc.oneof(
  operands(comparison('dest_port', ORDERED, PORTS)),
  operands(
    fc.oneof(
      comparison('source_ip', ['=', '!='], [...ADDRESSES, '10.0.0.0/31', '0.0.0.0/0', '::/0']),
      comparison('source_ip', ORDERED, ['10.0.0.1', '10.0.0.2', '0.0.0.0', '255.255.255.255', '::1']),
    ),
  ),
  operands(
    fc.oneof(
      comparison('source_namespace', ORDERED, [...NAMES, '']),
      fc.constantFrom('source_namespace IN {"a", "ab"}', 'source_namespace NOTIN {"", "b"}'),
    ),
  ),
);

const AT_AND_BETWEEN = {
  dest_port: [undefined, null, 0, 1, 2, 3, 4, 79, 80, 81, 65_535],
  source_ip: [
    ...[undefined, null, '::', '::1', '::2', '0.0.0.0', '0.0.0.1', '9.255.255.255', '10.0.0.0', '10.0.0.1'],
    ...['10.0.0.2', '10.0.0.3', '10.255.255.255', '11.0.0.0', '255.255.255.255', '2001:db8::1'],
  ],
  source_namespace: [undefined, null, '', '!', 'a', 'aa', 'ab', 'aba', 'b', 'c'],
};

/** Every record with one value of a field, or none, or null. */
const RECORDS_OF_ONE_FIELD = Object.entries(AT_AND_BETWEEN).flatMap(([name, values]) =>
  values.map((value) => JSON.parse(JSON.stringify({ [name]: value }))),
);

/** The same of all fields. */
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

function matching(nodes: readonly QueryNode[], records = RECORDS): number {
  const matcher = recordMatcher({ kind: 'and', operands: nodes }, mapping);
  return isRefusal(matcher) ? Number.POSITIVE_INFINITY : records.filter(matcher).length;
}

describe('a contradiction', () => {
  it('is only found where no record matches', () => {
    let found = 0;
    fc.assert(
      fc.property(OPERANDS, (texts) => {
        const nodes = operandsOf(texts);
        if (contradiction(nodes, mapping) !== undefined) {
          found += 1;
          expect([texts, matching(nodes)]).toEqual([texts, 0]);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(found).toBeGreaterThan(10);
  });

  it('is found between conditions on one field without patterns, where no record matches', () => {
    const found = { contradictory: 0, possible: 0 };
    fc.assert(
      fc.property(ON_ONE_FIELD, (texts) => {
        const isFound = contradiction(operandsOf(texts), mapping) !== undefined;
        found[isFound ? 'contradictory' : 'possible'] += 1;
        expect([texts, isFound]).toEqual([texts, matching(operandsOf(texts), RECORDS_OF_ONE_FIELD) === 0]);
      }),
      { numRuns: 1_000 },
    );
    expect([found.contradictory > 100, found.possible > 100]).toEqual([true, true]);
  });

  it('is not looked for among very many values', () => {
    const members = Array.from({ length: 1_001 }, (_, number) => quoted(`n${number}`)).join(', ');
    const texts = [`source_namespace IN {${members}}`, 'source_namespace = a'];
    expect(contradiction(operandsOf(texts), mapping)).toBeUndefined();
  });

  it('is not looked for among very many conditions', () => {
    const texts = Array.from({ length: 101 }, (_, port) => `dest_port = ${port}`);
    expect(contradiction(operandsOf(texts), mapping)).toBeUndefined();
  });
});
