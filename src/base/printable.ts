/**
 * Controls, line separators, characters without a shape of their own, such as those that change the direction of text, and
 * halves of surrogate pairs. The code points at the end have no character yet, but are reserved for ones without a shape.
 */
const UNPRINTABLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2065\ufff0-\ufff8\u{e0000}-\u{e0fff}]`;

/**
 * What a CI system reads as a command: `::` at the start of a line on GitHub, which ignores spaces before it, and `##[…]`,
 * `##vso[…]` or `##teamcity[…]` anywhere in a line on GitHub, Azure Pipelines and TeamCity.
 */
const COMMAND = String.raw`:(?=:)(?<=^\s*:)|#(?=#[A-Za-z]*\[)`;

const EACH = new RegExp(`${UNPRINTABLE}|${COMMAND}`, 'gu');
const RUNS = new RegExp(`${UNPRINTABLE}+`, 'gu');

/**
 * Makes one line of text from a file, a server or an argument safe to show. Characters that must not reach a terminal or a log
 * are escaped as in JSON: line breaks, escape sequences, changes of direction, and the first character of commands to a CI
 * system. Pass whole lines, because a command can be put together from two parts.
 */
export function printable(text: string): string {
  return text.replace(EACH, escapeUnits);
}

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** Data as indented JSON, with the same characters escaped: what a parser reads is unchanged. */
export function printableJson(data: unknown): string {
  return `${printableLines(JSON.stringify(data, undefined, 2))}\n`;
}

/** The text with a space in place of each run of unprintable characters. */
export function withoutUnprintable(text: string): string {
  return text.replace(RUNS, ' ');
}

/** The first characters of a text, without half a surrogate pair at the end. */
export function beginningOf(text: string, length: number): string {
  return text.slice(0, length).replace(/\p{Cs}$/u, '');
}

function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
