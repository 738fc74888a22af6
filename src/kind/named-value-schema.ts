import type { MapSchema } from './field-schema';

const REFERENCE: MapSchema = {
  title: 'a reference',
  fields: { name: { type: 'string' }, key: { type: 'string' }, optional: { type: 'boolean' } },
  required: ['key'],
};

/**
 * A name with a value, which can be in a ConfigMap or a Secret.
 *
 * @param title with its article, as in `a header`
 */
export function namedValueSchema(title: string): MapSchema {
  const references: MapSchema = {
    title: 'valueFrom',
    fields: { configMapKeyRef: { type: 'map', of: REFERENCE }, secretKeyRef: { type: 'map', of: REFERENCE } },
  };
  return {
    title,
    fields: { name: { type: 'string' }, value: { type: 'string' }, valueFrom: { type: 'map', of: references } },
    required: ['name'],
  };
}
