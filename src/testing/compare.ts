import { isAsymmetricMatcher, isMatcher, type Mismatch, type Place } from './matcher';
import { below, isPlainMap, mismatch, mismatchInWords, show } from './mismatch';

/** Where a value is not as the pattern says; a field of the pattern that is undefined must not be there. */
export function compare(pattern: unknown, value: unknown, place: Place): readonly Mismatch[] {
  if (isMatcher(pattern)) {
    return pattern._mismatches(value, place);
  }
  if (isAsymmetricMatcher(pattern)) {
    const expected = pattern.toAsymmetricMatcher?.() ?? String(pattern);
    return pattern.asymmetricMatch(value) ? [] : [mismatchInWords(place, expected, show(value))];
  }
  if (Array.isArray(pattern) && Array.isArray(value)) {
    return compareLists(pattern, value, place);
  }
  if (isPlainMap(pattern) && isPlainMap(value)) {
    return compareMaps(pattern, value, place);
  }
  return pattern === value || Object.is(pattern, value) ? [] : [mismatch(place, pattern, value)];
}

function compareLists(pattern: readonly unknown[], value: readonly unknown[], place: Place): readonly Mismatch[] {
  const length = Math.max(pattern.length, value.length);
  const found = Array.from({ length }, (_, index) => compare(pattern[index], value[index], below(place, index))).flat();
  return found.length > 0 || pattern.length === value.length
    ? found
    : [mismatchInWords(place, `${pattern.length} items`, `${value.length}`)];
}

type Fields = Readonly<Record<string, unknown>>;

function compareMaps(pattern: Fields, value: Fields, place: Place): readonly Mismatch[] {
  const keys = new Set([...Object.keys(pattern), ...(place.exact ? Object.keys(value) : [])]);
  return [...keys].flatMap((key) => compare(own(pattern, key), own(value, key), below(place, key)));
}

function own(map: Fields, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** How far a value is from a pattern: 0 where it is as the pattern says. */
export function distance(mismatches: readonly Mismatch[]): number {
  return mismatches.reduce((sum, { weight }) => sum + weight, 0);
}
