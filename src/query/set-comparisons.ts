import type { ComparisonNode, MembershipNode, QueryLiteral, QueryNode } from './query-node';
import { conjunction, disjunction } from './query-tree';

const WILDCARD = /[*?]/;

/** A set as comparisons: an OR of `=`, or for NOTIN an AND of `!=`. */
export function comparisonsOf({ key, keyPosition, operator }: MembershipNode, values: readonly string[]): QueryNode {
  const comparator = operator === 'IN' ? '=' : '!=';
  const comparisons = values.map(
    (text): ComparisonNode => ({ kind: 'comparison', key, keyPosition, comparator, value: literal(text) }),
  );
  return operator === 'IN' ? disjunction(comparisons) : conjunction(comparisons);
}

/** Replaces the sets of some keys by comparisons; sets with wildcards and substitutions stay. */
export function withoutSets(node: QueryNode, isNoSet: (key: string) => boolean): QueryNode {
  switch (node.kind) {
    case 'and':
      return conjunction(node.operands.map((operand) => withoutSets(operand, isNoSet)));
    case 'or':
      return disjunction(node.operands.map((operand) => withoutSets(operand, isNoSet)));
    case 'not':
      return { kind: 'not', operand: withoutSets(node.operand, isNoSet) };
    case 'membership': {
      const values = node.members?.map(({ text }) => text) ?? [];
      const stays = values.length === 0 || values.some((value) => WILDCARD.test(value)) || !isNoSet(node.key);
      return stays ? node : comparisonsOf(node, values);
    }
    default:
      return node;
  }
}

/** Plain whole numbers are not quoted. */
function literal(text: string): QueryLiteral {
  return { type: /^(0|[1-9]\d*)$/.test(text) ? 'number' : 'text', text };
}
