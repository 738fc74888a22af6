import { isRefusal, type LogRecord, type RecordMatcher, recordMatcher, valuesAround } from '../../../evaluation';
import { catalogueOf, type IndexMapping } from '../../../logs';
import { literalsOf, printQuery, type QueryLeaf, type QueryNode, walkQuery } from '../../../query';
import { queriedNumbersOf, rangeWords } from './field-numbers';

/** Forms of values of which a record has only one. */
const SINGLE: readonly string[] = ['int', 'port', 'ip', 'enum', 'name', 'score', 'proto', 'dnstype', 'date'];
/** Fields of other forms of which a record has only one value. */
const SINGLE_TEXTS: ReadonlySet<string> = new Set([
  ...['host', 'rcode', 'qclass', 'url', 'method', 'user_agent', 'response_code', 'type', 'path', 'level', 'request_id'],
  ...['kind', 'apiVersion', 'auditID', 'requestURI', 'user.username'],
  ...['objectRef.apiGroup', 'objectRef.apiVersion', 'objectRef.resource'],
  ...['responseObject.apiVersion', 'responseObject.kind'],
]);
/** Fields with lists of such values. */
const LISTS: ReadonlySet<string> = new Set(['original_source_ips', 'nat_outgoing_ports', 'sourceIPs']);

/** Each condition is tried with the values of all others; nobody contradicts himself in more of them. */
const MOST_CONDITIONS = 100;
const MOST_VALUES = 1_000;

const LARGEST_NUMBER = '9223372036854775807';

/**
 * Operands of AND that no record can match, because the value of a field cannot meet all of them; undefined if there are
 * none.
 */
export function contradiction(operands: readonly QueryNode[], mapping: IndexMapping): string | undefined {
  for (const [key, nodes] of byKey(operands, mapping)) {
    if (nodes.length <= MOST_CONDITIONS && hasOneValue(key, mapping) && !isPossible(key, nodes, mapping)) {
      const values = isNumber(key, mapping) ? `, ${rangeWords(queriedNumbersOf(mapping.dataSet, key))}` : '';
      return `no record matches ${nodes.map(printQuery).join(' AND ')}, because ${key} has only one value${values}`;
    }
  }
  return undefined;
}

/** Why no value of a field can meet a condition by itself, of however many values; undefined if one can. */
export function impossibility(leaf: QueryLeaf, mapping: IndexMapping): string | undefined {
  const { key } = leaf;
  if (isPossible(key, [leaf], mapping)) {
    return undefined;
  }
  const words = isNumber(key, mapping)
    ? `${key} is always ${rangeWords(queriedNumbersOf(mapping.dataSet, key), LARGEST_NUMBER)}`
    : `no value of ${key} does`;
  return `no record matches ${printQuery(leaf)}, because ${words}`;
}

function isNumber(key: string, mapping: IndexMapping): boolean {
  return mapping.fieldOf(key).type === 'long';
}

/** Operands that are about one field only, by whichever of its names. */
function byKey(operands: readonly QueryNode[], mapping: IndexMapping): ReadonlyMap<string, readonly QueryNode[]> {
  const found = new Map<string, QueryNode[]>();
  for (const operand of operands) {
    const keys = new Set(leavesOf(operand).map(({ key }) => mapping.fieldOf(key).alias ?? key));
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
  const form = catalogueOf(mapping.dataSet)?.factsOf(key)?.type;
  const isSingle = form !== undefined && (SINGLE.includes(form) || SINGLE_TEXTS.has(key));
  return isSingle && !LISTS.has(key) && mapping.fieldOf(key).nested === undefined;
}

/**
 * Whether any value matches all nodes: of each interval between the values of the query, one is tried. What matches a
 * pattern is not known, unless other nodes leave only values of the query.
 */
function isPossible(key: string, nodes: readonly QueryNode[], mapping: IndexMapping): boolean {
  const field = mapping.fieldOf(key);
  const matcher = recordMatcher({ kind: 'and', operands: nodes }, mapping);
  const texts = nodes.flatMap(leavesOf).flatMap(exactTexts);
  const range = queriedNumbersOf(mapping.dataSet, key);
  const values = texts.length > MOST_VALUES ? undefined : valuesAround(texts, field, range);
  if (isRefusal(matcher) || values === undefined) {
    return true;
  }
  const records = [{}, ...values.map((value) => recordWith(field.alias ?? key, value, field.nested))];
  if (records.some(matcher)) {
    return true;
  }
  const others = records.filter((_, index) => index === 0 || !texts.includes(values[index - 1] ?? ''));
  return nodes.some(hasPattern) && !nodes.some((node) => !hasPattern(node) && excludesAll(node, others, mapping));
}

function recordWith(key: string, value: string, nested: string | undefined): LogRecord {
  return nested === undefined ? { [key]: value } : { [nested]: [{ [key.slice(nested.length + 1)]: value }] };
}

function excludesAll(node: QueryNode, records: readonly LogRecord[], mapping: IndexMapping): boolean {
  const matcher = recordMatcher(node, mapping) as RecordMatcher;
  return !records.some(matcher);
}

function hasPattern(node: QueryNode): boolean {
  return leavesOf(node).some((leaf) => literalsOf(leaf).some(({ text }) => isPattern(leaf, text)));
}

function exactTexts(leaf: QueryLeaf): string[] {
  return literalsOf(leaf)
    .map(({ text }) => text)
    .filter((text) => !isPattern(leaf, text));
}

function isPattern({ kind }: QueryLeaf, text: string): boolean {
  return kind === 'membership' && /[*?\\]/.test(text);
}
