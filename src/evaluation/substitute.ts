import type { QueryLiteral, QueryNode } from '../query';

/** Sets of values by name. Names are not case-sensitive, and empty values are dropped. */
export type Substitutions = readonly { readonly name: string; readonly values: readonly string[] }[];

/** The values of one substitution, as strings and as members of a set. */
interface Values {
  readonly texts: readonly string[];
  readonly members: readonly QueryLiteral[];
}

/** The values of lists of substitutions by lower-case name, so a query of many names takes no longer than its length. */
const INDEXES = new WeakMap<Substitutions, ReadonlyMap<string, Values>>();

/** The values of `${name}`; undefined if the alert has none. */
export function valuesOf(name: string, substitutions: Substitutions): readonly string[] | undefined {
  return indexOf(substitutions).get(name.toLowerCase())?.texts;
}

function indexOf(substitutions: Substitutions): ReadonlyMap<string, Values> {
  const known = INDEXES.get(substitutions);
  if (known !== undefined) {
    return known;
  }
  const index = new Map<string, Values>();
  // The first of a name counts.
  for (const { name, values } of substitutions.toReversed()) {
    const texts = values.filter((value) => value !== '');
    index.set(name.toLowerCase(), { texts, members: texts.map(literal) });
  }
  const filled = new Map([...index].filter(([, { texts }]) => texts.length > 0));
  INDEXES.set(substitutions, filled);
  return filled;
}

/** A query with the values of its substitutions inserted, if the alert has them. */
export function substitute(node: QueryNode, substitutions: Substitutions): QueryNode {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { ...node, operands: node.operands.map((operand) => substitute(operand, substitutions)) };
    case 'not':
      return { ...node, operand: substitute(node.operand, substitutions) };
    case 'membership': {
      const values = node.substitution && indexOf(substitutions).get(node.substitution.name.toLowerCase());
      return values === undefined ? node : { ...node, substitution: undefined, members: values.members };
    }
    default:
      return node;
  }
}

function literal(text: string): QueryLiteral {
  return { type: 'text', text };
}
