import { withoutUnprintable } from '../../base';

const LONGEST = 400;

/** Text from a server or a program as one line: without terminal sequences, and cut where it is long. */
export function sanitizeLine(text: string): string {
  const line = withoutUnprintable(text).trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}… (${line.length} characters)`;
}

/**
 * A line of a report as it is printed, so that nothing in it is a command: neither for a terminal, nor for GitHub Actions,
 * which looks for `::` at the start of a line and for `##[` anywhere.
 */
export function harmlessLine(line: string): string {
  return withoutUnprintable(line)
    .replaceAll('##[', '## [')
    .replace(/^\s*::/, ': :');
}
