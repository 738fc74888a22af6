import { withoutUnprintable } from '../../base';

const LONGEST = 400;

/** Text from a server or a program as one line: without terminal sequences, and cut where it is long. */
export function sanitizeLine(text: string): string {
  const line = withoutCommands(text).trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}… (${line.length} characters)`;
}

/** A line of a report as it is printed: GitHub Actions reads a line that begins with `::` as a command. */
export function harmlessLine(line: string): string {
  return withoutCommands(line).replace(/^\s*::/, ': :');
}

/** GitHub Actions reads `##[` as the start of a command wherever it is. */
function withoutCommands(text: string): string {
  return withoutUnprintable(text).replaceAll('##[', '## [');
}
