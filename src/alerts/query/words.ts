const KEYWORDS: readonly string[] = ['AND', 'OR', 'NOT', 'IN', 'NOTIN', 'EMPTY'];

const IDENTIFIER = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;

/** Keywords are all upper or all lower case: `And` is a word like any other. */
export function isKeyword(word: string): boolean {
  return KEYWORDS.some((keyword) => keyword === word || keyword.toLowerCase() === word);
}

/** The keyword that a word in mixed case was probably meant to be. */
export function misspeltKeyword(word: string): string | undefined {
  return isKeyword(word) ? undefined : KEYWORDS.find((keyword) => keyword === word.toUpperCase());
}

/** Whether a text can stand in a query as it is. The grammar takes most keywords too; in quotes they mislead nobody. */
export function isBareWord(text: string): boolean {
  return IDENTIFIER.test(text) && !isKeyword(text);
}

/** A name ends with the first `}`, and stands in the query as it is: it has no escapes. */
export function isSubstitutionName(name: string): boolean {
  return name.trim() !== '' && !/[}\p{Cc}\p{Cs}]/u.test(name);
}
