import { readOtherwise } from './read-otherwise';
import type { TextProblem } from './text-problem';

/** Line breaks of YAML 1.1 that YAML 1.2 reads as other characters. */
const OLD_BREAKS = /[\u0085\u2028\u2029]/g;

/** Carriage returns that are not part of a line end of Windows. */
const LONE_RETURN = /\r(?!\n)/g;

/** A last line that has only spaces and no end. */
const UNENDED_SPACES = /\n +$/;

/**
 * A YAML text in which all that kubectl reads as line breaks are line feeds. No character changes its place. If the last line has
 * only spaces, it gets an end: kubectl reads it as an empty line of a block of text that keeps them.
 */
export function withLineFeeds(text: string): string {
  const lines = text.replace(LONE_RETURN, '\n').replace(OLD_BREAKS, '\n');
  return UNENDED_SPACES.test(lines) ? `${lines}\n` : lines;
}

/** JSON allows a carriage return between its tokens only. */
export function withoutLoneReturns(text: string): string {
  return text.replace(LONE_RETURN, '\n');
}

/** Kubectl drops one of the carriage returns, so this is one line end for it. */
const DOUBLE_RETURN = /\r\r\n/;

/** The first line break that only kubectl reads as one. */
export function oldBreak(text: string): TextProblem | undefined {
  const offset = text.search(OLD_BREAKS);
  if (offset === -1) {
    return doubleReturn(text);
  }
  const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  const message = `contains U+${code}, which kubectl reads as the end of the line, but YAML 1.2 reads as an ordinary character; remove it, or write it as \\u${code} in double quotes`;
  return readOtherwise(offset, message);
}

function doubleReturn(text: string): TextProblem | undefined {
  const offset = text.search(DOUBLE_RETURN);
  const message =
    'is two carriage returns and a line feed: one line end for kubectl, but two in YAML 1.2; use a line feed only';
  return offset === -1 ? undefined : readOtherwise(offset, message);
}
