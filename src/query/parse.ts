import { alert, errorRule, FindingsError, UNREAD } from '../base';
import type { QueryNode, QueryRemark } from './query-node';
import { QueryParser, SyntaxFault } from './query-parser';
import { problemAt, type QueryProblem } from './syntax-place';

export const SYNTAX = errorRule({
  id: 'query/syntax',
  what: 'A query must follow the grammar of the query language.',
  why: UNREAD,
  bad: alert({ query: 'dest_port == 22' }),
  good: alert({ query: 'dest_port = 22' }),
});
/** The tree of a query, or the first error in it. */
export type ParsedQuery =
  | { readonly node: QueryNode; readonly remarks: readonly QueryRemark[]; readonly problem?: undefined }
  | { readonly node?: undefined; readonly remarks?: undefined; readonly problem: QueryProblem };

/** Parses a query in linear time. It never throws, whatever the input. */
export function parseQuery(text: string): ParsedQuery {
  const surrogate = /\p{Cs}/u.exec(text);
  if (surrogate !== null) {
    return { problem: problemAt(surrogate.index, 'half a surrogate pair is not a valid character: remove it') };
  }
  try {
    return new QueryParser(text).parse();
  } catch (error) {
    if (error instanceof SyntaxFault) {
      return { problem: error.problem };
    }
    throw error;
  }
}

/**
 * The tree of a string.
 *
 * @throws FindingsError when the string is not a query
 */
export function parsedQuery(text: string): QueryNode {
  const { node, problem } = parseQuery(text);
  if (problem !== undefined) {
    const message = `column ${problem.column}: ${problem.message}`;
    throw new FindingsError('Query', [{ ...SYNTAX, keys: ['query'], value: text, message }]);
  }
  return node;
}

/** The rules that this file checks. */
export const PARSE_RULES = [SYNTAX] as const;
