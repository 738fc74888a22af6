// Makes src/alerts/query/generated-parser.ts from grammar.peggy, for `npm run grammar`.
import { readFileSync, writeFileSync } from 'node:fs';
import peggy from 'peggy';

const folder = new URL('../src/alerts/query/', import.meta.url);

const HEADER = `// @ts-nocheck
// Made from grammar.peggy by \`npm run grammar\`; never edited.
`;

/** Takes the place of Peggy's own exports, which have no types. */
const EXPORTS = `
/** The tree of a string, and what is remarkable about how it is written. */
export const parseText: (text: string) => { readonly node: QueryNode; readonly remarks: readonly QueryRemark[] } = peg$parse;

/** Thrown where a text is no query: with what was expected at a place, or with a message about the place. */
export interface GrammarError {
  readonly message: string;
  readonly location: { readonly start: { readonly offset: number } };
  readonly expected: readonly { readonly description?: string }[] | null;
}

export const GrammarError: abstract new () => GrammarError = peg$SyntaxError;
`;

const grammar = readFileSync(new URL('grammar.peggy', folder), 'utf8');
const parser = peggy.generate(grammar, { output: 'source', format: 'es' });
const end = parser.lastIndexOf('\nconst peg$allowedStartRules');
if (end < 0) {
  throw new Error("Peggy's exports are not where they were: see what it makes, and change this script");
}
writeFileSync(new URL('generated-parser.ts', folder), `${HEADER}${parser.slice(0, end)}${EXPORTS}`);
