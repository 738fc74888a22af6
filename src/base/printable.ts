/** Controls, line separators, and characters that change the direction of text. */
const UNPRINTABLE = String.raw`[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]`;
const EACH = new RegExp(UNPRINTABLE, 'gu');
const RUNS = new RegExp(`${UNPRINTABLE}+`, 'gu');

/** Escapes characters that must not reach a terminal or a log: line breaks, escape sequences, changes of direction. */
export function printable(text: string): string {
  return text.replace(EACH, escapeCharacter);
}

/** The same with a space in place of each run of such characters. */
export function withoutUnprintable(text: string): string {
  return text.replace(RUNS, ' ');
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
