const KEYWORDS = ['AND', 'OR', 'NOT', 'IN', 'NOTIN', 'EMPTY'] as const;

export type Keyword = (typeof KEYWORDS)[number];

const IDENTIFIER = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;

/** The keyword that a word is, if any. Keywords are all upper or all lower case: `And` is not a keyword. */
export function keywordOf(word: string): Keyword | undefined {
  return KEYWORDS.find((keyword) => keyword === word || keyword.toLowerCase() === word);
}

/** The keyword that a mixed-case word was probably meant to be. */
export function misspeltKeyword(word: string): Keyword | undefined {
  return keywordOf(word) === undefined ? KEYWORDS.find((keyword) => keyword === word.toUpperCase()) : undefined;
}

/** Whether a string is written without quotes. Most keywords are valid without, but quotes make them clearer. */
export function isBareWord(text: string): boolean {
  return IDENTIFIER.test(text) && keywordOf(text) === undefined;
}

/** A substitution name ends at the first `}` and has no escapes. */
export function isSubstitutionName(name: string): boolean {
  return name.trim() !== '' && !/[}\p{Cc}\p{Cs}]/u.test(name);
}
