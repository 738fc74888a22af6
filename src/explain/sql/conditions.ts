import { isIPv4 } from 'node:net';
import { type AlertPlan, foldCase } from '../../evaluation';
import type { ComparisonNode, MembershipNode, QueryNode } from '../../query';
import { type LogColumns, NotSql } from './columns';

/** Numbers as SQL writes them. */
const NUMBER = /^-?\d{1,18}(?:\.\d{1,6})?$/;

/**
 * A query as a condition of SQL, which is never null: a record without a field meets negative conditions on it.
 *
 * @throws NotSql when SQL has no condition that selects the same records
 */
export function conditionOf(node: QueryNode, columns: LogColumns, plan: AlertPlan): string {
  const of = (operands: readonly QueryNode[]) => operands.map((operand) => conditionOf(operand, columns, plan));
  switch (node.kind) {
    case 'all':
      return 'TRUE';
    case 'and':
      return `(${of(node.operands).join(' AND ')})`;
    case 'or':
      return `(${of(node.operands).join(' OR ')})`;
    case 'not':
      return `(NOT ${conditionOf(node.operand, columns, plan)})`;
    case 'comparison':
      return comparison(node, columns, plan);
    case 'membership':
      return membership(node, columns, plan);
    case 'emptiness':
      throw new NotSql(`it is not known what ${node.key} EMPTY matches`);
  }
}

function comparison({ key, comparator, value }: ComparisonNode, columns: LogColumns, plan: AlertPlan): string {
  const field = columns.valueOf(key);
  const isNegative = comparator === '!=';
  if (field === undefined) {
    return isNegative ? 'TRUE' : 'FALSE';
  }
  const { type, normalizer } = plan.mapping.fieldOf(key);
  const literal = literalOf(field.type, key, foldCase(value.text, normalizer), columns);
  const isAddress = type === 'ip';
  if (isAddress && (!isIPv4(value.text) || !['=', '!='].includes(comparator))) {
    throw new NotSql(`${key} is an address, which SQL can only compare with single IPv4 addresses`);
  }
  const compared = `${field.sql} ${isNegative ? '=' : comparator} ${literal}`;
  return isNegative ? `(NOT coalesce(${compared}, FALSE))` : `coalesce(${compared}, FALSE)`;
}

function literalOf(type: 'text' | 'number', key: string, text: string, { dialect }: LogColumns): string {
  if (type === 'text') {
    return dialect.text(text);
  }
  if (!NUMBER.test(text)) {
    throw new NotSql(`SQL cannot compare ${key} with ${JSON.stringify(text)} as the log store does`);
  }
  return text;
}

/** A member of a set is a pattern: `*` is any text, and `?` any character. */
function membership({ key, operator, members = [] }: MembershipNode, columns: LogColumns, plan: AlertPlan): string {
  const { normalizer } = plan.mapping.fieldOf(key);
  const field = columns.valueOf(key);
  const isNegative = operator === 'NOTIN';
  if (field === undefined) {
    return isNegative ? 'TRUE' : 'FALSE';
  }
  const any = members
    .map(({ text }) => `coalesce(${memberCondition(field.sql, foldCase(text, normalizer), columns)}, FALSE)`)
    .join(' OR ');
  return isNegative ? `(NOT (${any}))` : `(${any})`;
}

function memberCondition(column: string, text: string, { dialect }: LogColumns): string {
  if (text.includes('\\')) {
    throw new NotSql(`the member ${JSON.stringify(text)} of a set contains a backslash`);
  }
  // The log store finds nothing for an empty pattern, not even empty strings.
  if (text === '') {
    return 'FALSE';
  }
  return /[*?]/.test(text)
    ? dialect.like(column, text.replace(/[!%_]/g, '!$&').replaceAll('*', '%').replaceAll('?', '_'))
    : `${column} = ${dialect.text(text)}`;
}
