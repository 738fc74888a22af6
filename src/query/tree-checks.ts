import { errorRule, FindingsError } from '../base';
import type { QueryNode } from './query-node';
import { DEEPEST, nestingOf } from './query-tree';

const NESTING = errorRule({
  id: 'query/nesting',
  form: 'program',
  what: 'Parentheses in a query must be nested no more than 256 deep.',
  why: 'Nobody can read a deeper query, and parsing it could exhaust the stack.',
  bad: "let query = Query.field('a').equalTo('b');\nfor (let depth = 0; depth < 300; depth++) {\n  query = query.or(Query.field('c').equalTo('d')).not();\n}",
  good: "const query = Query.field('a').equalTo('b').or(Query.field('c').equalTo('d')).not();",
});

const NOTHING = errorRule({
  id: 'query/nothing',
  form: 'program',
  what: 'A query must be able to match a record.',
  why: 'The query language cannot express the negation of all records, and an alert with such a query would never fire.',
  bad: 'Query.all().not();',
  good: "Query.field('action').equalTo('deny').not();",
});

/** @throws FindingsError when the string of a tree would need parentheses that the parser does not read back */
export function checkNesting(node: QueryNode): void {
  if (nestingOf(node) > DEEPEST) {
    const message = `needs parentheses nested more than ${DEEPEST} levels deep, which the parser rejects; simplify it`;
    throw new FindingsError('Query', [{ ...NESTING, keys: ['query'], message }]);
  }
}

/**
 * Records that a query does not select.
 *
 * @throws FindingsError when it selects every record
 */
export function negation(node: QueryNode): QueryNode {
  if (node.kind === 'all') {
    const message = 'matches every record, so it cannot be negated; negate a query with a condition';
    throw new FindingsError('Query', [{ ...NOTHING, keys: ['query'], value: '', message }]);
  }
  return { kind: 'not', operand: node };
}

/** The rules that this file checks. */
export const TREE_RULES = [NESTING, NOTHING] as const;
