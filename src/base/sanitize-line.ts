import { beginningOf, withoutUnprintable } from './printable';

const LONGEST = 400;

/** Text from a server or a program as one line: without terminal sequences, and cut where it is long. */
export function sanitizeLine(text: string): string {
  const line = withoutUnprintable(text).trim();
  return line.length <= LONGEST ? line : `${beginningOf(line, LONGEST)}… (${line.length} characters)`;
}
