const KEYWORDS = ['AND', 'OR', 'NOT', 'IN', 'NOTIN', 'EMPTY'] as const;

export type Keyword = (typeof KEYWORDS)[number];

const IDENTIFIER = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;

/** The keyword that a word is. Keywords are all upper or all lower case: `And` is a word like any other. */
export function keywordOf(word: string): Keyword | undefined {
  return KEYWORDS.find((keyword) => keyword === word || keyword.toLowerCase() === word);
}

/** The keyword that a word in mixed case was probably meant to be. */
export function misspeltKeyword(word: string): Keyword | undefined {
  return keywordOf(word) === undefined ? KEYWORDS.find((keyword) => keyword === word.toUpperCase()) : undefined;
}

/** Whether a string needs no quotes in a query. Most keywords need none either, but in quotes they mislead nobody. */
export function isBareWord(text: string): boolean {
  return IDENTIFIER.test(text) && keywordOf(text) === undefined;
}

/** A name ends with the first `}`, and stands in the query as it is: it has no escapes. */
export function isSubstitutionName(name: string): boolean {
  return name.trim() !== '' && !/[}\p{Cc}\p{Cs}]/u.test(name);
}
