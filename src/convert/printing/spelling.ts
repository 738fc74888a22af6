import { ownValue } from '../../base';
import type { Placeholder } from '../placeholders/placeholder';

/** A piece of a string: characters, or a prop of the chart. */
export type Piece = string | Placeholder;

/** A string with the props of the chart in place of their examples. */
export function piecesOf(text: string, placeholders: readonly Placeholder[]): Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (;;) {
    const next = placeholders
      .map((placeholder) => ({ placeholder, at: rest.indexOf(String(placeholder.example)) }))
      .filter(({ placeholder, at }) => at !== -1 && placeholder.type === 'string')
      .sort((left, right) => left.at - right.at)[0];
    if (next === undefined) {
      return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
    }
    pieces.push(...(next.at === 0 ? [] : [rest.slice(0, next.at)]), next.placeholder);
    rest = rest.slice(next.at + String(next.placeholder.example).length);
  }
}

/** Characters that must not be in a program as they are: controls, separators, and those without a shape of their own. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The characters of a string between quotes.
 *
 * @param escapeOf the escape of a character
 */
export function escaped(text: string, quote: string, escapeOf: (character: string) => string): string {
  const plain = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return plain.replace(UNPRINTABLE, (character) => ownValue(SHORT, character) ?? escapeOf(character));
}

/** The code units of a character as TypeScript escapes them. */
export function escapedUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** The quote that needs fewer escapes; the first one if both need as many. */
export function quoteFor(text: string, first: string, second: string): string {
  return text.split(first).length > text.split(second).length ? second : first;
}
