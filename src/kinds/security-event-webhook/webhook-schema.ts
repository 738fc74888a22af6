import { CALICO_GROUP, type History, OLDEST } from '../../calico';
import { type MapSchema, namedValueSchema, type ObjectType, objectSchema } from '../../kind';

/** Releases with the kind. */
export const HAS_WEBHOOKS: History<boolean> = [
  [OLDEST, false],
  ['3.18.0-2.0', true],
];

const SETTING = namedValueSchema('a setting');

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
