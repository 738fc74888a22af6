import { withoutUnprintable } from '../base';
import { PROJECT_PAGE } from '../lint';

/** What is printed after an exception that nobody expected, which is never the user's mistake. */
export function crashMessage(error: unknown, place?: string): string {
  const where = place === undefined ? '' : ` while checking ${place}`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    `calico-threat-defense: internal error${where}. This is a bug in calico-threat-defense, not a problem with your files.`,
    `Please report it at ${PROJECT_PAGE}/issues with the file, if you can share it, and with the following lines:`,
    ...stack.split('\n').map((line) => `  ${withoutUnprintable(line)}`),
    '',
  ].join('\n');
}
