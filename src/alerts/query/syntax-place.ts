import { printable } from './quote';
import type { Token } from './tokens';

/** What is wrong with the text of a query, and where; columns count UTF-16 units and begin with 1. */
export interface QueryProblem {
  readonly column: number;
  readonly message: string;
}

/** Where a text stops being a query: always the beginning of a token, or the end. */
export interface SyntaxPlace {
  readonly text: string;
  readonly offset: number;
  readonly found: Token;
  /** The token before, and the one before that. */
  readonly before?: Token;
  readonly earlier?: Token;
  /** Names of the tokens that could have stood here. */
  readonly expected: ReadonlySet<string>;
}

/** What may be expected, in the order in which it is told. */
const ORDER: readonly string[] = [
  'a field name',
  'NOT',
  "'('",
  'a comparison such as = or >=',
  'IN',
  'NOTIN',
  'a value',
  'a value in the set',
  'a set in braces',
  'a substitution',
  "','",
  "'}'",
  'AND',
  'OR',
  "')'",
  'the end',
];

const LONGEST = 40;

export function problemAt(offset: number, message: string): QueryProblem {
  return { column: offset + 1, message };
}

/** `expected a value after '=', found the end of the query` */
export function expectation(expected: ReadonlySet<string>, found: Token, before?: Token): string {
  // An empty query is one, but hardly what a text that goes wrong at its first token was meant to be.
  const told = ORDER.filter((name) => expected.has(name) && !(name === 'the end' && expected.has('a field name')));
  const last = told.at(-1);
  const list = told.length > 1 ? `${told.slice(0, -1).join(', ')} or ${last}` : last;
  return `expected ${list}${before === undefined ? '' : ` after ${shown(before.text)}`}, found ${shown(found.text)}`;
}

/** A piece of a query for a message: in quotes, cut where it is long, and without what a terminal would act on. */
export function shown(text: string): string {
  if (text === '') {
    return 'the end of the query';
  }
  const characters = [...text.slice(0, LONGEST * 2)];
  const cut = characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text;
  return `'${printable(cut)}'`;
}
