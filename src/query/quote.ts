import { ownValue } from '../base';

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/**
 * Quotes a string, with Go's escapes for unprintable characters. The `$` of `${` is escaped too, because Calico inserts
 * substitutions before it parses the query, even inside quotes.
 */
export function quote(text: string): string {
  return `"${text.replace(/["\\]|\$(?=\{)|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escapeCharacter)}"`;
}

/** The longest piece of a query that a message repeats. */
export const LONGEST = 40;

/** A string in double quotes, as a suggestion in a message; something shorter if it is long. */
export function quotedOr(shorter: string, text: string): string {
  const written = quote(text);
  return written.length > LONGEST ? shorter : written;
}

/** Escapes unprintable characters, for messages in terminals. */
export function printable(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hexadecimal = (digits: number) => code.toString(16).padStart(digits, '0');
  if (code < 0x80) {
    return ownValue(ESCAPES, character) ?? `\\x${hexadecimal(2)}`;
  }
  return code > 0xffff ? `\\U${hexadecimal(8)}` : `\\u${hexadecimal(4)}`;
}
