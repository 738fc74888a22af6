import type { AllNode, QueryLeaf, QueryLiteral, QueryNode } from './query-node';

/** The nesting limit of parentheses: parsing, printing and checking recurse once per level. */
export const DEEPEST = 256;

export const ALL: AllNode = { kind: 'all' };

/** Records that match all of the nodes; every record if there are none. */
export function conjunction(nodes: readonly QueryNode[]): QueryNode {
  const operands = nodes.filter((node) => node.kind !== 'all').flatMap(conditionsOf);
  return operands.length > 1 ? { kind: 'and', operands } : (operands[0] ?? ALL);
}

/** Records that match at least one of the nodes; there must be at least one node. */
export function disjunction(nodes: readonly QueryNode[]): QueryNode {
  if (nodes.some((node) => node.kind === 'all')) {
    return ALL;
  }
  const operands = nodes.flatMap((node) => (node.kind === 'or' ? node.operands : [node]));
  return operands.length > 1 ? { kind: 'or', operands } : (operands[0] ?? ALL);
}

/** Whether an operand of a node of the outer kind has parentheses around it: NOT binds tightest, OR loosest. */
export function isGrouped(operand: QueryNode, outer: 'and' | 'or' | 'not'): boolean {
  switch (operand.kind) {
    case 'or':
      return outer !== 'or';
    case 'and':
    case 'not':
      return outer === 'not';
    default:
      return false;
  }
}

/** How deep parentheses are nested in the printed form of a tree. */
export function nestingOf(node: QueryNode): number {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands.reduce((deepest, operand) => Math.max(deepest, nestingWithin(operand, node.kind)), 0);
    case 'not':
      return nestingWithin(node.operand, 'not');
    default:
      return 0;
  }
}

function nestingWithin(operand: QueryNode, outer: 'and' | 'or' | 'not'): number {
  return nestingOf(operand) + (isGrouped(operand, outer) ? 1 : 0);
}

/** The values in a query for a field; the values of a substitution are not part of the query. */
export function literalsOf(leaf: QueryLeaf): readonly QueryLiteral[] {
  switch (leaf.kind) {
    case 'comparison':
      return [leaf.value];
    case 'membership':
      return leaf.members ?? [];
    case 'emptiness':
      return [];
  }
}

/** Whether a leaf is negative: it matches other values than the ones it contains. */
export function isNegative(leaf: QueryLeaf): boolean {
  return leaf.kind === 'comparison'
    ? leaf.comparator === '!='
    : leaf.kind === 'membership' && leaf.operator === 'NOTIN';
}

/** Visits the conditions of a query on single fields, in the order of the text. */
export function walkQuery(
  node: QueryNode,
  visit: (leaf: QueryLeaf, isNegated: boolean) => void,
  isNegated = false,
): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) {
        walkQuery(operand, visit, isNegated);
      }
      break;
    case 'not':
      walkQuery(node.operand, visit, !isNegated);
      break;
    case 'comparison':
    case 'membership':
    case 'emptiness':
      visit(node, isNegated);
      break;
    default:
  }
}

/** The conditions of a query that must all be true. */
export function conditionsOf(node: QueryNode): readonly QueryNode[] {
  return node.kind === 'and' ? node.operands : [node];
}
