import type { IndexedField, IndexMapping } from '../../src/logs';

/** The fields of an index, as the log store maps them. */
export type Properties = Record<string, object>;

interface Branch {
  readonly type?: 'nested';
  readonly properties: Properties;
}

/** What the normalizers of the mappings are called. */
export const NORMALIZERS = {
  analysis: {
    normalizer: {
      lower: { type: 'custom', filter: ['lowercase'] },
      upper: { type: 'custom', filter: ['uppercase'] },
    },
  },
};

/** Types that the engines of the tests do not have, or that nobody knows. */
const LEFT_OUT: readonly string[] = ['unmapped', 'flattened', 'unknown'];

/** A mapping of ours as the log store takes it. */
export function propertiesOf(mapping: IndexMapping): Properties {
  const properties: Properties = {};
  for (const [name, field] of mapping.entries) {
    if (!LEFT_OUT.includes(field.type)) {
      place(properties, name, field);
    }
  }
  return properties;
}

function place(properties: Properties, path: string, field: IndexedField): void {
  const dot = path.indexOf('.');
  if (dot === -1) {
    properties[path] = typeOf(field);
    return;
  }
  const head = path.slice(0, dot);
  const isNested = field.nested === head;
  const branch = (properties[head] ?? { ...(isNested ? { type: 'nested' } : {}), properties: {} }) as Branch;
  properties[head] = branch;
  place(branch.properties, path.slice(dot + 1), field);
}

function typeOf({ type, nullValue, normalizer, alias, format }: IndexedField): object {
  return alias === undefined ? { type, null_value: nullValue, normalizer, format } : { type: 'alias', path: alias };
}
