import { type DataKeys, differences } from '../base';
import { isAsymmetricMatcher, isMatcher, type Mismatch, type Place } from './matcher';
import { isPlainMap, mismatch, mismatchInWords, show } from './mismatch';

/** Where a value differs from the pattern; a field that is undefined in the pattern must not be there. */
export function compare(pattern: unknown, value: unknown, { keys, exact }: Place): readonly Mismatch[] {
  const answers = new Map<DataKeys, readonly Mismatch[]>();
  const same = (part: unknown, actual: unknown, at: DataKeys) => {
    const answer = answerOf(part, actual, { keys: at, exact });
    if (answer !== undefined) {
      answers.set(at, answer);
      return answer.length === 0;
    }
    return part === actual || (isContainer(part) && isContainer(actual) ? undefined : Object.is(part, actual));
  };
  return differences(pattern, value, { same, leftOnly: !exact }, keys).flatMap((difference) => {
    const { left, right } = difference;
    const place = { keys: difference.keys, exact };
    const isLength = Array.isArray(left) && Array.isArray(right);
    const own = isLength ? mismatchInWords(place, `${left.length} items`, `${right.length}`) : undefined;
    return answers.get(difference.keys) ?? [own ?? mismatch(place, left, right)];
  });
}

/** The answer of a matcher; undefined for another pattern. */
function answerOf(pattern: unknown, value: unknown, place: Place): readonly Mismatch[] | undefined {
  if (isMatcher(pattern)) {
    return pattern._mismatches(value, place);
  }
  if (isAsymmetricMatcher(pattern)) {
    const expected = pattern.toAsymmetricMatcher?.() ?? String(pattern);
    return pattern.asymmetricMatch(value) ? [] : [mismatchInWords(place, expected, show(value))];
  }
  return undefined;
}

function isContainer(value: unknown): boolean {
  return Array.isArray(value) || isPlainMap(value);
}

/** How far a value is from a pattern: 0 where they agree. */
export function distance(mismatches: readonly Mismatch[]): number {
  return mismatches.reduce((sum, { weight }) => sum + weight, 0);
}
