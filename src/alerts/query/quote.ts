const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/**
 * Writes a text in double quotes, with Go's escapes for what does not print. The `$` of `${` is escaped too, because
 * Calico puts substitutions in before it reads the query, in quotes or not.
 */
export function quote(text: string): string {
  return `"${text.replace(/["\\]|\$(?=\{)|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escapeCharacter)}"`;
}

/** How much of a query a message repeats. */
export const LONGEST = 40;

/** A string in double quotes, for a message that suggests it; something shorter where it is long. */
export function quotedOr(shorter: string, text: string): string {
  const written = quote(text);
  return written.length > LONGEST ? shorter : written;
}

/** A text as it is, but for characters that do not print; for messages, which go to terminals. */
export function printable(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hexadecimal = (digits: number) => code.toString(16).padStart(digits, '0');
  if (code < 0x80) {
    return ESCAPES[character] ?? `\\x${hexadecimal(2)}`;
  }
  return code > 0xffff ? `\\U${hexadecimal(8)}` : `\\u${hexadecimal(4)}`;
}
