import { isRefusal, type LogRecord, recordMatcher } from '../../../evaluation';
import { catalogueOf, type IndexedField, type IndexMapping } from '../../../logs';
import { literalsOf, printQuery, type QueryLeaf, type QueryNode, walkQuery } from '../../../query';
import { numbersOf, rangeWords } from './field-numbers';

/** Forms of values of which a record has only one. */
const SINGLE: readonly string[] = ['int', 'port', 'ip', 'enum', 'name', 'score', 'proto', 'dnstype', 'date'];

/** Each condition is tried with the values of all others; nobody contradicts himself in more of them. */
const MOST_CONDITIONS = 100;

/**
 * Operands of AND that no record can match, because the value of a field cannot meet all of them; undefined if there are
 * none.
 */
export function contradiction(operands: readonly QueryNode[], mapping: IndexMapping): string | undefined {
  for (const [key, nodes] of byKey(operands)) {
    if (nodes.length <= MOST_CONDITIONS && hasOneValue(key, mapping) && !isPossible(key, nodes, mapping)) {
      const values = mapping.fieldOf(key).type === 'long' ? `, ${rangeWords(numbersOf(mapping.dataSet, key))}` : '';
      return `no record matches ${nodes.map(printQuery).join(' AND ')}, because ${key} has only one value${values}`;
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
  const { min, max } = numbersOf(mapping.dataSet, key);
  const values = texts
    .flatMap((text) => valuesNear(text, type))
    .filter((value) => typeof value !== 'number' || (value >= min && value <= max));
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
