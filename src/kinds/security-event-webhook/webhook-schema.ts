import { CALICO_GROUP, type History, OLDEST } from '../../calico';
import { type MapSchema, type ObjectType, objectSchema } from '../../kind';

/** Releases with the kind. */
export const HAS_WEBHOOKS: History<boolean> = [
  [OLDEST, false],
  ['3.18.0-2.0', true],
];

const REFERENCE: MapSchema = {
  title: 'a reference',
  fields: { name: { type: 'string' }, key: { type: 'string' }, optional: { type: 'boolean' } },
  required: ['key'],
};

const SETTING: MapSchema = {
  title: 'a setting',
  fields: {
    name: { type: 'string' },
    value: { type: 'string' },
    valueFrom: {
      type: 'map',
      of: {
        title: 'valueFrom',
        fields: { configMapKeyRef: { type: 'map', of: REFERENCE }, secretKeyRef: { type: 'map', of: REFERENCE } },
      },
    },
  },
  required: ['name'],
};

/** The spec of a webhook. The values of its fields have rules of their own. */
const SPEC: MapSchema = {
  title: 'a webhook',
  fields: {
    consumer: { type: 'string' },
    state: { type: 'string' },
    query: { type: 'string' },
    config: { type: 'maps', of: SETTING },
  },
  required: ['consumer', 'state', 'query', 'config'],
};

/** The type of this folder. */
export const WEBHOOK_TYPES: readonly ObjectType[] = [
  {
    group: CALICO_GROUP,
    kind: 'SecurityEventWebhook',
    plural: 'securityeventwebhooks',
    isNamespaced: false,
    isIn: HAS_WEBHOOKS,
    schema: objectSchema('a SecurityEventWebhook', SPEC, { hasStatus: true }),
  },
];
