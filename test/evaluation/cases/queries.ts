import fc from 'fast-check';
import type { AlertModel } from '../../../src/evaluation';
import type { IndexedField } from '../../../src/logs';
import type { QueryLiteral, QueryNode } from '../../../src/query';
import { conjunction, disjunction } from '../../../src/query/query-tree';
import { type IndexCase, triedFields, unmappedFields } from './indices';
import { PATTERNS, vocabularyOf } from './vocabulary';

const COMPARATORS = ['=', '!=', '<', '<=', '>', '>='] as const;

function literal(text: string): QueryLiteral {
  return { type: 'text', text };
}

/** Conditions on each field, with each operator and each kind of value. */
function leaves(index: IndexCase): fc.Arbitrary<QueryNode> {
  const unmapped: IndexedField = { type: 'unmapped' };
  const fields = [...triedFields(index), ...unmappedFields(index).map((name) => [name, unmapped] as const)];
  const any = fields.flatMap(([, field]) => vocabularyOf(field).asked);
  return fc.constantFrom(...fields).chain(([key, field]) => {
    const value = fc
      .oneof({ arbitrary: fc.constantFrom(...vocabularyOf(field).asked), weight: 9 }, fc.constantFrom(...any))
      .map(literal);
    const comparison = fc.record({
      kind: fc.constant('comparison' as const),
      key: fc.constant(key),
      comparator: fc.constantFrom(...COMPARATORS),
      value,
    });
    const membership = fc.record({
      kind: fc.constant('membership' as const),
      key: fc.constant(key),
      operator: fc.constantFrom('IN' as const, 'NOTIN' as const),
      members: fc.array(fc.oneof(fc.constantFrom(...PATTERNS).map(literal), value), { minLength: 1, maxLength: 3 }),
    });
    const sets = field.type === 'keyword' || field.type === 'text' ? 3 : 1;
    return fc.oneof({ arbitrary: comparison, weight: 5 }, { arbitrary: membership, weight: sets });
  });
}

/** Queries over the fields of an index. */
export function queries(index: IndexCase): fc.Arbitrary<QueryNode> {
  const leaf = leaves(index);
  const { node } = fc.letrec<{ node: QueryNode }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map(conjunction),
      fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map(disjunction),
      tie('node').map((operand): QueryNode => ({ kind: 'not', operand })),
    ),
  }));
  return node;
}

/** How records are grouped, and what is computed of them. */
export type Grouping = Pick<AlertModel, 'aggregateBy' | 'metric' | 'field'> & { readonly query: QueryNode };

const METRICS = [undefined, 'count', 'sum', 'avg', 'min', 'max'] as const;

/** Groupings by one to four fields, or none, of the records that match a query, or of all. */
export function groupings(index: IndexCase): fc.Arbitrary<Grouping> {
  const names = [...triedFields(index).map(([name]) => name), ...unmappedFields(index)];
  // Most alerts group by strings, and so most cases have groups.
  const strings = triedFields(index).filter(([, { type, nested }]) => type !== 'text' && nested === undefined);
  const numbers = triedFields(index).filter(([, { type, nested }]) => type === 'long' && nested === undefined);
  const name = fc.oneof(
    { arbitrary: fc.constantFrom(...strings.map(([key]) => key)), weight: 12 },
    fc.constantFrom(...names),
  );
  const all: QueryNode = { kind: 'all' };
  return fc.record({
    aggregateBy: fc.array(name, { maxLength: 3 }),
    metric: fc.constantFrom(...METRICS),
    field: fc.oneof(
      { arbitrary: fc.constantFrom(...numbers.map(([key]) => key)), weight: 4 },
      fc.constantFrom(...names),
    ),
    query: fc.oneof({ arbitrary: fc.constant(all), weight: 3 }, queries(index)),
  });
}
