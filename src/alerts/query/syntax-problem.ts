import { commonMistake } from './common-mistakes';
import { expectation, problemAt, type QueryProblem, type SyntaxPlace } from './syntax-place';
import { unquotedText } from './unquoted-text';

/** Says what is wrong where a text stops being a query, by what could have stood there. */
export function syntaxProblem(place: SyntaxPlace): QueryProblem {
  const { found, before, expected } = place;
  return commonMistake(place) ?? unquotedText(place) ?? problemAt(found.start, expectation(expected, found, before));
}
