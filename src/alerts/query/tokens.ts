/** A piece of a query, as it is written. Past the end of the query it is empty. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A string that has no closing quote. */
  readonly open?: boolean;
}

const BLANKS = /[ \t\r\n]*/y;

/** What begins no other token is one character. */
const TOKENS: readonly RegExp[] = [
  /[\p{L}_][\p{L}\p{Nd}_]*/uy,
  // A number in one of Go's forms, or what was meant as one.
  /(?:[0-9]+\.?[0-9_]*|\.[0-9]+)(?:e[-+]?[0-9]+)?(?![\p{L}\p{Nd}_])/iuy,
  /0x[0-9a-f_]*(?:\.[0-9a-f_]*)?(?:p[-+]?[0-9]+)?(?![\p{L}\p{Nd}_])/iuy,
  /[0-9][\p{L}\p{Nd}_]*/uy,
  /[=<>!]+/y,
  /&&|\|\|/y,
  /\$\{[^}]*\}/y,
  /./suy,
];

/** The token at an offset, at which no blank stands. */
export function tokenAt(text: string, start: number): Token {
  const first = text.charAt(start);
  if (first === '"' || first === "'") {
    return stringAt(text, start, first);
  }
  const end = TOKENS.map((token) => matchEnd(token, text, start)).find((candidate) => candidate > start) ?? start;
  return { text: text.slice(start, end), start, end };
}

/** The last two tokens before an offset, the nearer one first. */
export function tokensBefore(text: string, offset: number): Token[] {
  let tokens: Token[] = [];
  let start = matchEnd(BLANKS, text, 0);
  while (start < offset) {
    const token = tokenAt(text, start);
    tokens = [token, ...tokens].slice(0, 2);
    start = matchEnd(BLANKS, text, token.end);
  }
  return tokens;
}

/** The string at an offset, up to its closing quote or, where it is open, to what cannot stand in a string. */
function stringAt(text: string, start: number, mark: string): Token {
  let end = start + 1;
  while (end < text.length && text.charAt(end) !== mark && !endsStrings(text.charAt(end))) {
    end += text.charAt(end) === '\\' && !endsStrings(text.charAt(end + 1)) ? 2 : 1;
  }
  const open = text.charAt(end) !== mark;
  end = Math.min(open ? end : end + 1, text.length);
  return { text: text.slice(start, end), start, end, open };
}

function endsStrings(character: string): boolean {
  return character === '\n' || character === '\r' || character === '\0';
}

function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
