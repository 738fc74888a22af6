import { literalsOf, type QueryLeaf, type QueryNode } from '../query';

/** The queries of which an event has to match one. */
export function alternativesOf(node: QueryNode): readonly QueryNode[] {
  return node.kind === 'or' ? node.operands : [node];
}

/** The values that a condition requires a field to have, one of them; none if it does not. */
export function requiredValues(node: QueryNode, key: string): readonly string[] {
  return isSelecting(node) && node.key === key ? literalsOf(node).map(({ text }) => text) : [];
}

/** Whether a condition lists the values that a field may have. */
export function isSelecting(node: QueryNode): node is QueryLeaf {
  return (
    (node.kind === 'comparison' && node.comparator === '=') || (node.kind === 'membership' && node.operator === 'IN')
  );
}
