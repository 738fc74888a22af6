const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'True', 'TRUE'].map((word): [string, boolean] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, boolean] => [word, false]),
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, null] => [word, null]),
]);

const NUMBERS: readonly RegExp[] = [/^0o[0-7]+$/, /^0x[\da-fA-F]+$/, /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/];

/** The value of a plain scalar in YAML 1.2, without infinity and numbers that are none. */
export function coreValue(text: string): string | number | boolean | null {
  const word = WORDS.get(text);
  if (word !== undefined) {
    return word;
  }
  return NUMBERS.some((form) => form.test(text)) ? Number(text) : text;
}
