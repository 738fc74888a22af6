import type { QueryLiteral, QueryNode } from '../query';

/** Sets of values by name. Names are not case-sensitive, and empty values are dropped. */
export type Substitutions = readonly { readonly name: string; readonly values: readonly string[] }[];

/** The values of `${name}`; undefined if the alert has none. */
export function valuesOf(name: string, substitutions: Substitutions): string[] | undefined {
  const found = substitutions.find((substitution) => substitution.name.toLowerCase() === name.toLowerCase());
  const values = found?.values.filter((value) => value !== '') ?? [];
  return values.length === 0 ? undefined : values;
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
      const values = node.substitution && valuesOf(node.substitution.name, substitutions);
      return values === undefined ? node : { ...node, substitution: undefined, members: values.map(literal) };
    }
    default:
      return node;
  }
}

function literal(text: string): QueryLiteral {
  return { type: 'text', text };
}
