import { GrammarError, parseText } from './generated-parser';
import type { QueryNode, QueryRemark } from './query-node';
import { problemAt, type QueryProblem } from './syntax-place';
import { syntaxProblem } from './syntax-problem';

/** The tree of a string, or the first thing that is wrong with it. */
export type ParsedQuery =
  | { readonly node: QueryNode; readonly remarks: readonly QueryRemark[]; readonly problem?: undefined }
  | { readonly node?: undefined; readonly remarks?: undefined; readonly problem: QueryProblem };

/** Reads a query. There is no text for which it throws, and the time that it takes grows with the length of the text. */
export function parseQuery(text: string): ParsedQuery {
  const surrogate = /\p{Cs}/u.exec(text);
  if (surrogate !== null) {
    return { problem: problemAt(surrogate.index, 'half a surrogate pair is no character: take it out') };
  }
  try {
    return parseText(text);
  } catch (error) {
    if (error instanceof GrammarError) {
      return { problem: problemOf(text, error) };
    }
    throw error;
  }
}

/** The grammar has a message of its own for what it looks into; elsewhere it tells what it expected. */
function problemOf(text: string, { message, location, expected }: GrammarError): QueryProblem {
  const { offset } = location.start;
  return expected === null
    ? problemAt(offset, message)
    : syntaxProblem(text, offset, new Set(expected.map(({ description }) => description ?? 'the end')));
}
