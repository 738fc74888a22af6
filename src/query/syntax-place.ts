import { LONGEST, printable } from './quote';
import type { Punctuation, Token } from './tokens';
import type { Keyword } from './words';

/** A syntax error; columns count UTF-16 units from 1. */
export interface QueryProblem {
  readonly column: number;
  readonly message: string;
}

/** What the parser can expect at a syntax error. */
export type Expected =
  | Keyword
  | Punctuation
  | 'name'
  | 'comparator'
  | 'value'
  | 'member'
  | 'set'
  | 'substitution'
  | 'end of query';

/** The place of a syntax error: always the start of a token, or the end of the query. */
export interface SyntaxPlace {
  readonly text: string;
  readonly found: Token;
  /** The token before, and the one before that. */
  readonly before?: Token;
  readonly earlier?: Token;
  readonly expected: ReadonlySet<Expected>;
}

/** How messages name what was expected, in this order. EMPTY works for one field only, so it is not suggested. */
const NAMES: readonly (readonly [Expected, string])[] = [
  ['name', 'a field name'],
  ['NOT', 'NOT'],
  ['(', "'('"],
  ['comparator', 'a comparison such as = or >='],
  ['IN', 'IN'],
  ['NOTIN', 'NOTIN'],
  ['value', 'a value'],
  ['member', 'a value in the set'],
  ['set', 'a set in braces'],
  ['substitution', 'a substitution'],
  [',', "','"],
  ['}', "'}'"],
  ['AND', 'AND'],
  ['OR', 'OR'],
  [')', "')'"],
  ['end of query', 'the end of the query'],
];

export function problemAt(offset: number, message: string): QueryProblem {
  return { column: offset + 1, message };
}

/** `expected a value after '=', found the end of the query` */
export function expectation(expected: ReadonlySet<Expected>, found: Token, before?: Token): string {
  const names = NAMES.filter(([what]) => expected.has(what)).map(([, name]) => name);
  const last = names.at(-1);
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${last}` : last;
  return `expected ${list}${before === undefined ? '' : ` after ${shown(before.text)}`}, found ${shown(found.text)}`;
}

/** A piece of a query for a message: in quotes, truncated, with control characters escaped. */
export function shown(text: string): string {
  if (text === '') {
    return 'the end of the query';
  }
  const characters = [...text.slice(0, LONGEST * 2)];
  const cut = characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text;
  return `'${printable(cut)}'`;
}
