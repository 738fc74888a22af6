const LONGEST = 400;

/** Controls, and what turns text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g;

/** What a server or a program said, in one line: no terminal sequence of theirs is printed, and no wall of text. */
export function said(text: string): string {
  const line = text.replace(UNPRINTABLE, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}… (${line.length} characters)`;
}
