import { compare, distance } from './compare';
import { Matcher, type Mismatch, type Place } from './matcher';
import { mismatchInWords, show } from './mismatch';

/** Matches a list that contains these items in this order, among others. */
export class ListMatcher extends Matcher {
  public constructor(private readonly items: readonly unknown[]) {
    super();
  }

  public get description(): string {
    return `a list with ${show(this.items)}`;
  }

  /** @internal */
  public _mismatches(value: unknown, place: Place): readonly Mismatch[] {
    if (!Array.isArray(value)) {
      return [mismatchInWords(place, this.description, show(value))];
    }
    const missing: Mismatch[] = [];
    let next = 0;
    for (const item of this.items) {
      const found = value.findIndex((each, index) => index >= next && isLike(item, each, place));
      if (found === -1) {
        missing.push(...whyMissing(item, value, next, place));
      } else {
        next = found + 1;
      }
    }
    return missing;
  }
}

function isLike(item: unknown, value: unknown, place: Place): boolean {
  return compare(item, value, place).length === 0;
}

/** Says what is missing, and how the nearest of the items that could be it differs. */
function whyMissing(item: unknown, value: readonly unknown[], next: number, place: Place): readonly Mismatch[] {
  const expected = `an item like ${show(item)}`;
  const early = value.findIndex((each) => isLike(item, each, place));
  if (early !== -1) {
    return [mismatchInWords(place, `${expected} after item ${next - 1}`, `it before, as item ${early}`)];
  }
  const candidates = value
    .map((each, index) => compare(item, each, { ...place, keys: [...place.keys, index] }))
    .slice(next)
    .toSorted((left, right) => distance(left) - distance(right));
  const [nearest] = candidates;
  return nearest === undefined || typeof item !== 'object'
    ? [mismatchInWords(place, expected, show(value))]
    : [mismatchInWords(place, expected, `none among ${value.length}; the closest differs:`), ...nearest];
}
