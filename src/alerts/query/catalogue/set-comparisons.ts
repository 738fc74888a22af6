import type { ComparisonNode, MembershipNode, QueryLiteral, QueryNode } from '../query-node';
import { conjunction, disjunction } from '../query-tree';

/** What a set says, without a set: an OR of `=`, or for NOTIN an AND of `!=`. */
export function comparisonsOf({ key, keyPosition, operator }: MembershipNode, values: readonly string[]): QueryNode {
  const comparator = operator === 'IN' ? '=' : '!=';
  const comparisons = values.map(
    (text): ComparisonNode => ({ kind: 'comparison', key, keyPosition, comparator, value: literal(text) }),
  );
  return operator === 'IN' ? disjunction(comparisons) : conjunction(comparisons);
}

function literal(text: string): QueryLiteral {
  return { type: /^(0|[1-9]\d*)$/.test(text) ? 'number' : 'text', text };
}
