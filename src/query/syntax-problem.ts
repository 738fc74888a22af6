import { commonMistake } from './common-mistakes';
import { expectation, problemAt, type QueryProblem, type SyntaxPlace } from './syntax-place';
import { unquotedText } from './unquoted-text';

/** Describes a syntax error by what was expected in its place. */
export function syntaxProblem(place: SyntaxPlace): QueryProblem {
  const { found, before, expected } = place;
  return commonMistake(place) ?? unquotedText(place) ?? problemAt(found.start, expectation(expected, found, before));
}
