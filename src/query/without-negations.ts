import type { QueryNode } from './query-node';
import { conjunction, disjunction } from './query-tree';

/** The same query without AND and OR within NOT, and without NOT within NOT: both become conditions of what is around them. */
export function withoutNegations(node: QueryNode, isNegated = false): QueryNode {
  switch (node.kind) {
    case 'not':
      return withoutNegations(node.operand, !isNegated);
    case 'and':
    case 'or': {
      const operands = node.operands.map((operand) => withoutNegations(operand, isNegated));
      return (node.kind === 'and') === isNegated ? disjunction(operands) : conjunction(operands);
    }
    default:
      return isNegated ? { kind: 'not', operand: node } : node;
  }
}
