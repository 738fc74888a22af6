import { ownValue } from '../base';
import type { CalicoRelease } from '../calico';
import { CATALOGUES, catalogueOf } from './catalogue';
import type { ValueType } from './field-facts';

/**
 * How the log store indexes a field: as exact strings, as analyzed text, or by value. `labels` is a map whose keys are
 * not separate fields.
 */
export type IndexType = 'keyword' | 'text' | 'number' | 'boolean' | 'address' | 'date' | 'labels' | 'unmapped';

/** Nested objects, which the log store keeps as separate documents, by data set. */
const NESTED: ReadonlyMap<string, readonly string[]> = new Map([
  ['flows', ['source_labels', 'dest_labels']],
  ['dns', ['servers', 'rrsets']],
  ['waf', ['rules']],
]);

const INDEX_TYPES: Partial<Record<ValueType, IndexType>> = {
  int: 'number',
  port: 'number',
  score: 'number',
  ip: 'address',
  date: 'date',
};

/** Fields whose type in the index differs from the type of their values. Observed, not documented. */
const OTHERWISE: Readonly<Record<string, Readonly<Record<string, IndexType>>>> = {
  audit: { stage: 'text', sourceIPs: 'text' },
  waf: {
    timestamp: 'unmapped',
    '@timestamp': 'date',
    generated_time: 'date',
    count: 'number',
    'rules.line': 'number',
    'rules.disruptive': 'boolean',
    'rules.message': 'text',
  },
};

/** The release in which `host` replaced `node` in WAF logs. */
const WAF_HOST = '3.18.0';

const CLIENT_LABEL = 'client_labels.';

/** How the log store indexes a field of a data set; undefined if the field is unknown. */
export function indexTypeOf(dataSet: string, key: string, release?: CalicoRelease): IndexType | undefined {
  const facts = catalogueOf(dataSet)?.factsOf(key);
  if (facts === undefined) {
    return undefined;
  }
  if (dataSet === 'waf' && key === 'node' && release?._has(WAF_HOST)) {
    return 'unmapped';
  }
  if (dataSet === 'dns' && key.startsWith(CLIENT_LABEL)) {
    return 'labels';
  }
  return ownValue(ownValue(OTHERWISE, dataSet) ?? {}, key) ?? INDEX_TYPES[facts.type] ?? 'keyword';
}

/** The nested object that a field of a data set is part of; undefined for fields of the record itself. */
export function nestedPathOf(dataSet: string, key: string, release: CalicoRelease): string | undefined {
  const [head = ''] = key.split('.');
  const paths = NESTED.get(dataSet) ?? [];
  const isPolicy = dataSet === 'flows' && head === 'policies' && release._features.nestedPolicies;
  return key !== head && (paths.includes(head) || isPolicy) ? head : undefined;
}

/** Whether IN and NOTIN work on a field: Calico turns them into wildcard queries, which only work on strings. */
export function allowsSets(type: IndexType | undefined): boolean {
  return type === undefined || ['keyword', 'text', 'unmapped'].includes(type);
}

/** Whether no data set that indexes a field supports sets of it; false if no data set has the field. */
export function isNeverInSets(key: string): boolean {
  const types = CATALOGUES.map(({ dataSet }) => indexTypeOf(dataSet, key)).filter(
    (type) => type !== undefined && type !== 'unmapped',
  );
  return types.length > 0 && types.every((type) => !allowsSets(type));
}
