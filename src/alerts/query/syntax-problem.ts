import { commonMistake } from './common-mistakes';
import { expectation, problemAt, type QueryProblem, type SyntaxPlace } from './syntax-place';
import { tokenAt, tokensBefore } from './tokens';
import { unquotedText } from './unquoted-text';

/** Says what is wrong where a text stops being a query, by what could have stood there. */
export function syntaxProblem(text: string, offset: number, expected: ReadonlySet<string>): QueryProblem {
  const [before, earlier] = tokensBefore(text, offset);
  const place: SyntaxPlace = { text, offset, found: tokenAt(text, offset), before, earlier, expected };
  return commonMistake(place) ?? unquotedText(place) ?? problemAt(offset, expectation(expected, place.found, before));
}
