import type { QueryNode, QueryRemark } from './query-node';
import { QueryParser, SyntaxFault } from './query-parser';
import { problemAt, type QueryProblem } from './syntax-place';

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
