import { relative } from 'node:path';
import { printable } from '../base';
import { realPath } from '../reading';

/** The most paths that are named. */
const MOST_NAMED = 3;

/**
 * Says what was not read because git ignores it, for a run that found nothing: often it is the output of a program, such as
 * `dist`.
 *
 * @param ignored real paths
 * @returns a clause that begins with a semicolon, or an empty string if nothing was ignored
 */
export function ignoredText(ignored: ReadonlySet<string>): string {
  const folder = realPath('.');
  const names = [...ignored].map((path) => printable(relative(folder, path))).sort();
  const [first] = names;
  if (first === undefined) {
    return '';
  }
  const more = names.length - MOST_NAMED;
  const listed = more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
  return `; git ignores ${listed}: to read what git ignores, pass its path or --no-gitignore`;
}
