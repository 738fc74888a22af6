import { CalicoRelease } from '../../../src/calico';
import { INDEX_TABLES, type IndexedField, IndexMapping, mappingOf } from '../../../src/logs';

/** An index that queries are tried on. */
export interface IndexCase {
  readonly name: string;
  readonly dataSet: string;
  readonly release: CalicoRelease;
  readonly mapping: IndexMapping;
}

function indexCase(dataSet: string, version: string): IndexCase {
  const release = CalicoRelease.parse(version);
  const mapping = mappingOf(dataSet, release);
  if (mapping === undefined) {
    throw new Error(`there is no mapping of ${dataSet}`);
  }
  return { name: `${dataSet}-${version}`, dataSet, release, mapping };
}

/** Each data set, and flow logs before and after their policies were nested objects. */
export const INDEX_CASES: readonly IndexCase[] = [
  indexCase('flows', '3.22'),
  indexCase('flows', '3.23'),
  indexCase('dns', '3.22'),
  indexCase('l7', '3.22'),
  indexCase('audit', '3.16'),
  indexCase('waf', '3.22'),
];

/** An engine without the plugin for normalizers compares strings as they are. */
export function withoutNormalizers(index: IndexCase): IndexCase {
  const table = Object.entries(INDEX_TABLES.get(index.dataSet) ?? {}).map(([name, history]) => {
    const plain = history.map(([since, field]) => [since, { ...field, normalizer: undefined }] as const);
    return [name, plain] as const;
  });
  return { ...index, mapping: new IndexMapping(index.dataSet, Object.fromEntries(table), index.release) };
}

/** Types that the engines of the tests do not have, or that nobody knows. */
const NOT_TRIED: readonly string[] = ['flattened', 'unknown'];

/** The fields that can be tried. */
export function triedFields({ mapping }: IndexCase): (readonly [name: string, field: IndexedField])[] {
  return mapping.entries.filter(([, { type }]) => !NOT_TRIED.includes(type));
}

/** Fields that are not mapped, some of them in nested objects. */
export function unmappedFields({ mapping }: IndexCase): string[] {
  const paths = new Set(mapping.entries.map(([, { nested }]) => nested).filter((path) => path !== undefined));
  return ['no_such_field', 'no.such.field', ...[...paths].map((path) => `${path}.no_such_field`)];
}
