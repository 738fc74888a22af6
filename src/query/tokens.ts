import { type Keyword, keywordOf } from './words';

export type Punctuation = '(' | ')' | '{' | '}' | ',';

/** `other` is what no query contains: an invalid number, an operator of another language, any other character. */
type TokenKind =
  | Punctuation
  | 'word'
  | 'number'
  | 'string'
  | 'open string'
  | 'signs'
  | 'substitution'
  | 'other'
  | 'end';

/** A piece of a query as written; empty at the end of the query. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Set for a word that is spelled like a keyword. In place of a value it is a word like any other. */
  readonly keyword?: Keyword;
  readonly start: number;
  readonly end: number;
}

const SPACES = /[ \t\r\n]*/y;

const NOT_IN_WORDS = /[^\p{L}\p{Nd}_]/gu;

// V8 matches a loop over one character without a stack; any other loop overflows it on very long input. So digits can
// contain `__` here, which numberOrSignAt rejects.
const DIGITS = '[0-9](?:[0-9_]*[0-9])?';
const EXPONENT = `[eE][-+]?${DIGITS}`;
const HEX = '[0-9a-fA-F](?:[0-9a-fA-F_]*[0-9a-fA-F])?';

/** The numbers of Go's text/scanner, in the order in which they are tried: a float begins like an integer. */
const NUMBERS: readonly string[] = [
  `(?:${DIGITS}\\.(?:${DIGITS})?|\\.${DIGITS})(?:${EXPONENT})?`,
  `${DIGITS}${EXPONENT}`,
  `0[xX](?:_?${HEX}(?:\\.(?:${HEX})?)?|\\.${HEX})[pP][-+]?${DIGITS}`,
  `0[xX]_?${HEX}(?!\\.)`,
  '0[bB]_?[01](?:[01_]*[01])?',
  '0[oO]_?[0-7](?:[0-7_]*[0-7])?',
  '0(?:[0-7_]*[0-7])?',
  '[1-9](?:[0-9_]*[0-9])?',
];

/**
 * A number in one of these forms. It ends where no letter, digit or `_` follows; a quote, a bracket or a sign can follow
 * without a space. A group in a lookahead is matched once and not tried again with less: `1.5x` does not contain the
 * number 1, and the time grows with the length only.
 */
function numberIn(forms: readonly string[], flags = 'uy'): RegExp {
  return new RegExp(`(?=(${forms.join('|')}))\\1(?![\\p{L}\\p{Nd}_])`, flags);
}

/** What is neither a word nor a string: the first that matches is the token. */
const TOKENS: readonly (readonly [TokenKind, RegExp])[] = [
  ['signs', /[=<>!]+/y],
  ['other', /&&|\|\|/y],
  ['substitution', /\$\{[^}]*\}/y],
  ['number', numberIn(NUMBERS)],
  // What was probably meant as a number.
  ['other', numberIn(['(?:[0-9]+\\.?[0-9_]*|\\.[0-9]+)(?:e[-+]?[0-9]+)?'], 'iuy')],
  ['other', numberIn(['0x[0-9a-f_]*(?:\\.[0-9a-f_]*)?(?:p[-+]?[0-9]+)?'], 'iuy')],
];

/** The token that is next at an offset, after spaces. */
export function nextToken(text: string, offset: number): Token {
  const start = matchEnd(SPACES, text, offset);
  const first = text.charAt(start);
  switch (first) {
    case '':
      return { kind: 'end', text: '', start, end: start };
    case '(':
    case ')':
    case '{':
    case '}':
    case ',':
      return { kind: first, text: first, start, end: start + 1 };
    case '"':
    case "'":
      return stringAt(text, start, first);
    default:
      return wordAt(text, start) ?? numberOrSignAt(text, start);
  }
}

function wordAt(text: string, start: number): Token | undefined {
  const word = text.slice(start, wordEnd(text, start));
  return /^[\p{L}_]/u.test(word)
    ? { kind: 'word', text: word, keyword: keywordOf(word), start, end: start + word.length }
    : undefined;
}

function numberOrSignAt(text: string, start: number): Token {
  for (const [kind, pattern] of TOKENS) {
    const end = matchEnd(pattern, text, start);
    const token = text.slice(start, end);
    if (end > start && !(kind === 'number' && token.includes('__'))) {
      return { kind, text: token, start, end };
    }
  }
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const end = /[0-9]/.test(character) ? wordEnd(text, start) : start + character.length;
  return { kind: 'other', text: text.slice(start, end), start, end };
}

/** The string at an offset, up to its closing quote or, where it is open, to what cannot be in a string. */
function stringAt(text: string, start: number, mark: string): Token {
  let end = start + 1;
  while (end < text.length && text.charAt(end) !== mark && !endsStrings(text.charAt(end))) {
    end += text.charAt(end) === '\\' && !endsStrings(text.charAt(end + 1)) ? 2 : 1;
  }
  const kind = text.charAt(end) === mark ? 'string' : 'open string';
  end = Math.min(kind === 'string' ? end + 1 : end, text.length);
  return { kind, text: text.slice(start, end), start, end };
}

function endsStrings(character: string): boolean {
  return character === '\n' || character === '\r' || character === '\0';
}

function wordEnd(text: string, start: number): number {
  NOT_IN_WORDS.lastIndex = start;
  return NOT_IN_WORDS.exec(text)?.index ?? text.length;
}

function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
