import fc from 'fast-check';
import { parseQuery, type QueryLiteral, type QueryNode } from '../../src/query';
import { conjunction, disjunction } from '../../src/query/query-tree';

/** How often each property is tried; `npm run fuzz` sets it. */
export const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 200) };

/** A tree as a builder makes it: without positions. */
export function withoutPositions(node: QueryNode | undefined): unknown {
  const isPosition = (name: string) => name === 'position' || name === 'keyPosition';
  return node && JSON.parse(JSON.stringify(node, (name, value) => (isPosition(name) ? undefined : value)));
}

/** The tree of a text, without positions; what is wrong where there is none. */
export function treeOf(text: string): unknown {
  const { node, problem } = parseQuery(text);
  return node === undefined ? problem : withoutPositions(node);
}

export const ALL = { kind: 'all' };

export const SYNTAX =
  `"|'|\\|\${|$|{|}|(|)|,|=|!=|<|>|.|-|*|?| | AND | OR |NOT | IN | NOTIN |a|1|\n|\0|\\x|\\u|\r|# |: |%|\u2028|\u00e9`.split(
    '|',
  );

/** Every text that can be written, and many that look like the language. */
export const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...SYNTAX) }),
  fc.string({ unit: fc.oneof(fc.constantFrom(...SYNTAX), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) }),
  fc.constantFrom(
    'and',
    'AND',
    'And',
    'not',
    'in',
    'NOTIN',
    '10.0.0.1',
    '-1',
    '*.example.com',
    'kube-system',
    'true',
    'null',
    '~',
    '0x1',
  ),
);

export const names = texts.map((text) => `n${text.replace(/[}\p{Cc}]/gu, '')}`);

const textLiterals = texts.map((text): QueryLiteral => ({ type: 'text', text }));

const numbers = fc
  .oneof(
    fc.nat().map(String),
    fc.tuple(fc.nat(), fc.nat()).map(([whole, fraction]) => `${whole}.${fraction}`),
    fc.string({ unit: fc.constantFrom('0', '1', '7'), minLength: 1, maxLength: 30 }),
    fc.string({ unit: fc.constantFrom('1', '9'), minLength: 1, maxLength: 30 }),
    fc.constantFrom('.5', '5.', '1e3', '1E-3', '09.5', '08e1', '0x1F', '0b11', '0o17', '1_000', '0x1p-2'),
  )
  .map((text): QueryLiteral => ({ type: 'number', text }));

const leaves: fc.Arbitrary<QueryNode> = fc.oneof(
  fc.record({ kind: fc.constant('emptiness' as const), key: texts }),
  fc.record({
    kind: fc.constant('comparison' as const),
    key: texts,
    comparator: fc.constantFrom('=' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const),
    value: fc.oneof(textLiterals, numbers),
  }),
  fc.record({
    kind: fc.constant('membership' as const),
    key: texts,
    operator: fc.constantFrom('IN' as const, 'NOTIN' as const),
    members: fc.array(textLiterals, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('membership' as const),
    key: texts,
    operator: fc.constantFrom('IN' as const, 'NOTIN' as const),
    substitution: fc.record({ name: names }),
  }),
);

const { node } = fc.letrec<{ node: QueryNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map(conjunction),
    fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map(disjunction),
    tie('node').map((operand): QueryNode => ({ kind: 'not', operand })),
  ),
}));

/** Every tree that stands for some query, the empty one included. */
export const trees: fc.Arbitrary<QueryNode> = fc.oneof({ arbitrary: node, weight: 50 }, fc.constant(ALL as QueryNode));
