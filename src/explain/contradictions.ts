import { isRefusal, type LogRecord, recordMatcher } from '../evaluation';
import type { IndexedField, IndexMapping } from '../logs';
import { catalogueOf } from '../logs';
import { literalsOf, printQuery, type QueryLeaf, type QueryNode, walkQuery } from '../query';

/** Forms of values of which a record has only one. */
const SINGLE: readonly string[] = ['int', 'port', 'ip', 'enum', 'name', 'score', 'proto', 'dnstype', 'date'];

/** Each condition is tried with the values of all others; nobody contradicts himself in more of them. */
const MOST_CONDITIONS = 100;

/** Operands of AND that no record can match together, because they are about one value; undefined if there are none. */
export function contradiction(operands: readonly QueryNode[], mapping: IndexMapping): string | undefined {
  for (const [key, nodes] of byKey(operands)) {
    if (
      nodes.length > 1 &&
      nodes.length <= MOST_CONDITIONS &&
      hasOneValue(key, mapping) &&
      !isPossible(key, nodes, mapping)
    ) {
      return `no record matches ${nodes.map(printQuery).join(' AND ')}, because ${key} has only one value`;
    }
  }
  return undefined;
}

/** Operands that are about one field only. */
function byKey(operands: readonly QueryNode[]): ReadonlyMap<string, readonly QueryNode[]> {
  const found = new Map<string, QueryNode[]>();
  for (const operand of operands) {
    const keys = new Set(leavesOf(operand).map(({ key }) => key));
    const [key] = keys;
    if (key !== undefined && keys.size === 1) {
      const nodes = found.get(key) ?? [];
      nodes.push(operand);
      found.set(key, nodes);
    }
  }
  return found;
}

function leavesOf(node: QueryNode): QueryLeaf[] {
  const leaves: QueryLeaf[] = [];
  walkQuery(node, (leaf) => leaves.push(leaf));
  return leaves;
}

function hasOneValue(key: string, mapping: IndexMapping): boolean {
  const { type, nested } = mapping.fieldOf(key);
  const form = catalogueOf(mapping.dataSet)?.factsOf(key)?.type ?? '';
  return nested === undefined && ['keyword', 'long', 'ip'].includes(type) && SINGLE.includes(form);
}

/**
 * Whether any value matches all nodes. Numbers are tried at and next to each number of the query; of other values, only
 * those that the query requires are known.
 */
function isPossible(key: string, nodes: readonly QueryNode[], mapping: IndexMapping): boolean {
  const required = nodes.find((node) => node.kind === 'comparison' && node.comparator === '=');
  const { type } = mapping.fieldOf(key);
  const matcher = recordMatcher({ kind: 'and', operands: nodes }, mapping);
  if (isRefusal(matcher) || (type !== 'long' && required === undefined)) {
    return true;
  }
  const texts = nodes.flatMap(leavesOf).flatMap((leaf) => literalsOf(leaf).map(({ text }) => text));
  const values = texts.flatMap((text) => valuesNear(text, type));
  if (values.includes(undefined)) {
    return true;
  }
  const records: LogRecord[] = [{}, ...values.map((value) => ({ [key]: value }))];
  return records.some(matcher);
}

/** The values to try; undefined for a range of values. */
function valuesNear(text: string, type: IndexedField['type']): (string | number | undefined)[] {
  if (type === 'long') {
    const number = Number(text);
    return Number.isFinite(number) ? [number - 1, number, number + 1].map(Math.trunc) : [undefined];
  }
  return [type === 'ip' && text.includes('/') ? undefined : text];
}
