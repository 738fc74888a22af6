/** A token of a selector: a label, a quoted string, a function with one label or none, or an operator. */
export interface Token {
  readonly kind: 'label' | 'string' | 'has' | 'all' | 'global' | 'operator';
  /** The label, the string without its quotes, or the operator. */
  readonly text: string;
}

const LABEL = '[a-zA-Z0-9_./-]{1,512}';

/** Operators that are words can only follow a label; anywhere else they are labels themselves. */
const AFTER_LABEL = /contains|starts[\t\n\f\r ]*with|ends[\t\n\f\r ]*with|not[\t\n\f\r ]*in|in/y;

const PATTERNS: readonly (readonly [kind: Token['kind'], pattern: RegExp])[] = [
  ['string', /"([^"]*)"|'([^']*)'/y],
  ['operator', /==|!=|&&|\|\||[!(){},]/y],
  ['has', new RegExp(`has\\([\\t\\n\\f\\r ]*(${LABEL})[\\t\\n\\f\\r ]*\\)`, 'y')],
  ['all', /all\([\t\n\f\r ]*\)/y],
  ['global', /global\([\t\n\f\r ]*\)/y],
  ['label', new RegExp(`(${LABEL})`, 'y')],
];

/** The tokens of a selector; undefined if it contains anything else. */
export function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let offset = skipSpaces(text, 0);
  while (offset < text.length) {
    const next = tokens.at(-1)?.kind === 'label' ? operatorAt(text, offset) : tokenAt(text, offset);
    if (next === undefined) {
      return undefined;
    }
    tokens.push(next.token);
    offset = skipSpaces(text, next.end);
  }
  return tokens;
}

interface Found {
  readonly token: Token;
  readonly end: number;
}

/** Between tokens, Calico accepts spaces and tabs, but no other white space, which it does accept within tokens. */
function skipSpaces(text: string, offset: number): number {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') {
    end += 1;
  }
  return end;
}

function operatorAt(text: string, offset: number): Found | undefined {
  AFTER_LABEL.lastIndex = offset;
  const [word] = AFTER_LABEL.exec(text) ?? [];
  if (word !== undefined) {
    const operator = word.replace(/[\t\n\f\r ]+/, '').replace(/^(starts|ends|not)(with|in)$/, '$1 $2');
    return { token: { kind: 'operator', text: operator }, end: offset + word.length };
  }
  const other = tokenAt(text, offset);
  return other?.token.kind === 'operator' ? other : undefined;
}

function tokenAt(text: string, offset: number): Found | undefined {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (match !== null) {
      return { token: { kind, text: match[1] ?? match[2] ?? match[0] }, end: pattern.lastIndex };
    }
  }
  return undefined;
}
