/** Compares strings as the log store does, by code points; JavaScript compares UTF-16 units. */
export function compareStrings(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const [one, other] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (one !== other) {
      return codePointRank(one) - codePointRank(other);
    }
  }
  return left.length - right.length;
}

/** Surrogates, which are halves of the code points from U+10000 on, come after all other units. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

const ASCII = /^[\x20-\x7e]*$/;

/** Converts the case of each code point by itself, as a normalizer of the log store does. */
export function foldCase(text: string, normalizer: 'lower' | 'upper' | undefined): string {
  if (normalizer === undefined) {
    return text;
  }
  if (ASCII.test(text)) {
    return normalizer === 'lower' ? text.toLowerCase() : text.toUpperCase();
  }
  return Array.from(text, (character) => foldOne(character, normalizer)).join('');
}

/** A character stays one: a lower-case I of İ has no dot above, and ß has no upper case. */
function foldOne(character: string, normalizer: 'lower' | 'upper'): string {
  const folded = [...(normalizer === 'lower' ? character.toLowerCase() : character.toUpperCase())];
  const [first = character] = folded;
  return folded.length === 1 || normalizer === 'lower' ? first : character;
}
