/**
 * Whether a string matches a pattern, in which `*` matches any characters and `?` matches one. Not by a regular expression,
 * which needs exponential time for a pattern of many asterisks.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [wanted, given] = [[...pattern], [...text]];
  let [at, place] = [0, 0];
  /** Where the last asterisk is, and how far it reaches. */
  let star: { readonly at: number; end: number } | undefined;
  while (place < given.length) {
    if (wanted[at] === '*') {
      star = { at, end: place };
      at += 1;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[place])) {
      at += 1;
      place += 1;
    } else if (star !== undefined) {
      star.end += 1;
      at = star.at + 1;
      place = star.end;
    } else {
      return false;
    }
  }
  return wanted.slice(at).every((character) => character === '*');
}
