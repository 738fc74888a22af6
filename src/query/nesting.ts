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

/** @throws FindingsError when the string of a tree would need parentheses that the parser does not read back */
export function checkNesting(node: QueryNode): void {
  if (nestingOf(node) > DEEPEST) {
    const message = `needs parentheses nested more than ${DEEPEST} levels deep, which the parser rejects; simplify it`;
    throw new FindingsError('Query', [{ ...NESTING, path: 'query', message }]);
  }
}

/** The rules that this file checks. */
export const NESTING_RULES = [NESTING] as const;
