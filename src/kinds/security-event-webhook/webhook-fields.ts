import { errorRule, type Finding, type Keys, type Manifest, REJECTED } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkFields } from '../../kind';
import { config, setting, slackUrl, slackWebhook } from './example';
import { WEBHOOK_TYPES } from './webhook-schema';

const RIGHT = slackWebhook();

const API_VERSION = errorRule({
  id: 'security-event-webhook/api-version',
  what: 'The apiVersion of a webhook must be projectcalico.org/v3.',
  why: 'There is no other version, so the API server rejects any other value.',
  bad: RIGHT.replace('org/v3', 'org/v1'),
  good: RIGHT,
});
const SPEC_MISSING = errorRule({
  id: 'security-event-webhook/spec-missing',
  acceptedAs: 'ignored',
  rejectedSince: '3.23.0',
  what: 'A webhook must have a spec with fields.',
  why: 'From 3.23 on, the API server rejects a webhook without a spec. Before, the webhook sends nothing.',
  bad: 'apiVersion: projectcalico.org/v3\nkind: SecurityEventWebhook\nmetadata:\n  name: soc\n',
  good: RIGHT,
});
const UNKNOWN_FIELD = errorRule({
  id: 'security-event-webhook/unknown-field',
  what: 'A webhook, its metadata and its spec must have only fields that the API defines.',
  why: 'When applied with kubectl, a webhook with an unknown field is rejected. If a tool does not ask for strict validation, the API server drops the field.',
  bad: slackWebhook({ url: 'https://hooks.slack.com/services/T0/B0/x' }),
  good: RIGHT,
});
const FIELD_MISSING = errorRule({
  id: 'security-event-webhook/field-missing',
  what: 'A webhook must have consumer, state, query and config, a setting its name, and a reference its key.',
  why: REJECTED,
  bad: slackWebhook({ state: undefined }),
  good: RIGHT,
});
const FIELD_TYPE = errorRule({
  id: 'security-event-webhook/field-type',
  what: 'A field must have the type that the API requires, such as a string or a list of maps.',
  why: 'Otherwise, the API server rejects the object. YAML parses some unquoted strings as numbers or booleans.',
  bad: slackWebhook({ config: setting('url', 'value: x') }),
  good: slackWebhook({ config: config(slackUrl()) }),
});

const RULES = {
  apiVersion: API_VERSION,
  specMissing: SPEC_MISSING,
  unknownField: UNKNOWN_FIELD,
  fieldMissing: FIELD_MISSING,
  fieldType: FIELD_TYPE,
  // Any setting may be a credential, also one of a wrong type.
  isSecret: ([, field]: Keys) => field === 'config',
};

/** Checks the structure of a webhook: required fields and types. */
export function checkWebhookFields(webhook: Manifest, { release }: ClusterKind): Finding[] {
  return checkFields(webhook, WEBHOOK_TYPES, RULES, release);
}

/** The rules that this file checks. */
export const WEBHOOK_FIELDS_RULES = [API_VERSION, SPEC_MISSING, UNKNOWN_FIELD, FIELD_MISSING, FIELD_TYPE] as const;
