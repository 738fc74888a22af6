import { printable } from './printable';

/**
 * Characters that mean something in Markdown, HTML or in what GitHub adds to them are written as their numbers: links, formulas,
 * mentions and emoji, too. An underscore within a word means nothing.
 */
const MARKS = /[&<>|`*~[\]\\@#$]|(?<![a-z0-9])_|_(?![a-z0-9])|:(?=[^\s\d])|(?<=www)\./gi;

/** A line of text from a file, so that it stays text in Markdown. */
export function markdownText(text: string): string {
  return printable(text).replace(MARKS, (character) => `&#${character.charCodeAt(0)};`);
}

/** A table of texts that are Markdown already. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line), ''];
}
