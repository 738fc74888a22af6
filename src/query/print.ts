import type { ComparisonNode, MembershipNode, QueryLiteral, QueryNode } from './query-node';
import { isGrouped } from './query-tree';
import { quote } from './quote';
import { isBareWord } from './words';

/** Prints a tree in its canonical form, which parses to the same tree. */
export function printQuery(node: QueryNode): string {
  switch (node.kind) {
    case 'all':
      return '';
    case 'or':
      return node.operands.map((operand) => printOperand(operand, 'or')).join(' OR ');
    case 'and':
      return node.operands.map((operand) => printOperand(operand, 'and')).join(' AND ');
    case 'not':
      return `NOT ${printOperand(node.operand, 'not')}`;
    case 'comparison':
      return printComparison(node);
    case 'emptiness':
      return `${printText(node.key)} EMPTY`;
    case 'membership':
      return `${printText(node.key)} ${node.operator} ${printSet(node)}`;
  }
}

function printOperand(operand: QueryNode, outer: 'and' | 'or' | 'not'): string {
  return isGrouped(operand, outer) ? `(${printQuery(operand)})` : printQuery(operand);
}

function printComparison({ key, comparator, value }: ComparisonNode): string {
  return `${printText(key)} ${comparator} ${printLiteral(value)}`;
}

function printSet({ members, substitution }: MembershipNode): string {
  return substitution === undefined ? `{${(members ?? []).map(printLiteral).join(', ')}}` : `\${${substitution.name}}`;
}

function printLiteral({ type, text }: QueryLiteral): string {
  return type === 'number' ? text : printText(text);
}

function printText(text: string): string {
  return isBareWord(text) ? text : quote(text);
}
