import type { Scalar } from 'yaml';
import { ownValue } from '../base';

/** Escapes of a double-quoted scalar that are more than one character after the backslash. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Escapes for a space or a line break. */
const BLANK_ESCAPES = ' tnr\t';

const BLANKS = ' \t\r\n';

/**
 * The place in the file of a character of a scalar's value. Whatever a scalar looks like, folding and indentation only
 * change its whitespace, so its other characters are the same in the same order.
 *
 * @param source the text of the file
 * @param offset in the value, in UTF-16 units; its end is legal
 */
export function placeInScalar(scalar: Scalar, source: string, offset: number): number {
  const [start = 0, end = start] = scalar.range ?? [];
  const { value } = scalar;
  if (typeof value !== 'string' || scalar.type === undefined) {
    return start;
  }
  // The end of a string is the place after its last character.
  const atEnd = offset >= value.trimEnd().length;
  const before = countOfCharacters(value, atEnd ? value.length : offset) - (atEnd ? 1 : 0);
  const place = placeOfCharacter(source, [contentStart(scalar, source, start), end], before, scalar.type);
  return place === undefined ? start : atEnd ? place.end : place.start;
}

/**
 * The place in the file after a character of a scalar's value.
 *
 * @param offset after the character in the value, in UTF-16 units
 */
export function endInScalar(scalar: Scalar, source: string, offset: number): number | undefined {
  const [start = 0, end = start] = scalar.range ?? [];
  const { value } = scalar;
  if (typeof value !== 'string' || scalar.type === undefined) {
    return undefined;
  }
  const before = countOfCharacters(value, offset) - 1;
  return placeOfCharacter(source, [contentStart(scalar, source, start), end], before, scalar.type)?.end;
}

/** The number of non-space characters before a place. */
function countOfCharacters(value: string, end: number): number {
  let count = 0;
  for (let index = 0; index < end; index += 1) {
    count += BLANKS.includes(value.charAt(index)) ? 0 : 1;
  }
  return count;
}

/** After the quote, or after the header of a block with its comment. */
function contentStart({ type }: Scalar, source: string, start: number): number {
  if (type === 'PLAIN') {
    return start;
  }
  return type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? start + 1 : source.indexOf('\n', start) + 1 || start;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The place of the character after a number of non-space characters. */
function placeOfCharacter(
  source: string,
  [from, to]: readonly [number, number],
  before: number,
  type: NonNullable<Scalar['type']>,
): Place | undefined {
  let left = before;
  let at = from;
  while (at < to) {
    const { length, characters } = unitAt(source, at, type);
    if (characters > left) {
      return { start: at, end: at + length };
    }
    left -= characters;
    at += length;
  }
  return undefined;
}

interface Unit {
  /** In the file. */
  readonly length: number;
  /** In the value, other than spaces. */
  readonly characters: number;
}

const BLANK: Unit = { length: 1, characters: 0 };
const CHARACTER: Unit = { length: 1, characters: 1 };

function unitAt(source: string, at: number, type: string): Unit {
  const character = source.charAt(at);
  if (type === 'QUOTE_DOUBLE' && character === '\\') {
    return escapeAt(source, at);
  }
  if (type === 'QUOTE_SINGLE' && character === "'") {
    return { length: 2, characters: 1 };
  }
  return BLANKS.includes(character) ? BLANK : CHARACTER;
}

function escapeAt(source: string, at: number): Unit {
  const kind = source.charAt(at + 1);
  const digits = ownValue(DIGITS, kind);
  if (digits === undefined) {
    const isBlank = kind === '\r' || BLANK_ESCAPES.includes(kind) || kind === '\n';
    return { length: 2, characters: isBlank ? 0 : 1 };
  }
  const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
  const text = code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  return { length: 2 + digits, characters: BLANKS.includes(text) ? 0 : text.length };
}
