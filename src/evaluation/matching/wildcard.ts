/** What one character of a pattern matches. */
const ANY = 1;
const ONE = 2;

/** Converts characters that mean themselves, unless there is a backslash before them. */
type Fold = (text: string) => string;

/**
 * A pattern, in which `*` matches any characters, `?` matches one, and a backslash makes the next character literal.
 * Matching never takes more steps than the product of both lengths, and is linear for patterns without `?`.
 */
export function wildcardMatcher(pattern: string, fold: Fold = (text) => text): (text: string) => boolean {
  const parts = partsOf(pattern, fold);
  if (parts.every((part) => typeof part === 'string')) {
    const literal = parts.join('');
    // The log store finds nothing for an empty pattern, not even empty strings.
    return (text) => literal !== '' && text === literal;
  }
  return (text) => matchesParts(parts, Array.from(text));
}

/** Whether a string matches a pattern. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return wildcardMatcher(pattern)(text);
}

type Part = string | typeof ANY | typeof ONE;

function partsOf(pattern: string, fold: Fold): Part[] {
  const parts: Part[] = [];
  const characters = Array.from(pattern);
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const next = characters[index + 1];
    if (character === '\\' && next !== undefined) {
      parts.push(next);
      index += 1;
    } else if (character !== '*') {
      parts.push(character === '?' ? ONE : fold(character));
    } else if (parts.at(-1) !== ANY) {
      parts.push(ANY);
    }
  }
  return parts;
}

/** After a mismatch, only the last `*` has to take one character more: what an earlier one took is settled. */
function matchesParts(parts: readonly Part[], text: readonly string[]): boolean {
  let part = 0;
  let position = 0;
  let lastAny = -1;
  let resumeAt = 0;
  while (position < text.length) {
    const expected = parts[part];
    if (expected === ANY) {
      lastAny = part;
      resumeAt = position;
      part += 1;
    } else if (expected === ONE || (expected !== undefined && expected === text[position])) {
      part += 1;
      position += 1;
    } else if (lastAny >= 0) {
      resumeAt += 1;
      position = resumeAt;
      part = lastAny + 1;
    } else {
      return false;
    }
  }
  return parts.slice(part).every((rest) => rest === ANY);
}
