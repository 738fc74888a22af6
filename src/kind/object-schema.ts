import type { FieldSchema, MapSchema } from './field-schema';

/** The structure of an object: the fields around its spec, and those in it. */
export interface ObjectSchema {
  readonly object: MapSchema;
  readonly spec: MapSchema;
}

const SERVER_SET: FieldSchema = { type: 'any' };
/** A separate rule checks its values. */
const CHECKED_ELSEWHERE: FieldSchema = { type: 'any' };

const OWNER: MapSchema = {
  title: 'an owner',
  fields: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    name: { type: 'string' },
    uid: { type: 'string' },
    controller: { type: 'boolean' },
    blockOwnerDeletion: { type: 'boolean' },
  },
  required: ['apiVersion', 'kind', 'name', 'uid'],
};

/** The metadata of every Kubernetes object. */
const METADATA: MapSchema = {
  title: 'metadata',
  fields: {
    name: CHECKED_ELSEWHERE,
    generateName: { type: 'string' },
    namespace: { type: 'string' },
    labels: { type: 'string map' },
    annotations: { type: 'string map' },
    finalizers: { type: 'strings' },
    ownerReferences: { type: 'maps', of: OWNER },
    creationTimestamp: SERVER_SET,
    deletionGracePeriodSeconds: SERVER_SET,
    deletionTimestamp: SERVER_SET,
    generation: SERVER_SET,
    managedFields: SERVER_SET,
    resourceVersion: SERVER_SET,
    selfLink: SERVER_SET,
    uid: SERVER_SET,
  },
};

const OBJECT_FIELDS: MapSchema['fields'] = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'map', of: METADATA },
  spec: CHECKED_ELSEWHERE,
};

/**
 * The schema of an object with these fields in its spec.
 *
 * @param title with its article, as in `a GlobalAlert`
 */
export function objectSchema(
  title: string,
  spec: MapSchema,
  { hasStatus = false }: { readonly hasStatus?: boolean } = {},
): ObjectSchema {
  return { object: { title, fields: hasStatus ? { ...OBJECT_FIELDS, status: SERVER_SET } : OBJECT_FIELDS }, spec };
}
