import { type DataKeys, type Manifest, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import {
  eventQueryContext,
  isOneOf,
  type Kind,
  PRODUCER_TOPICS,
  type Question,
  REFERENCE_TOPICS,
  type StringContext,
} from '../../kind';
import { slackWebhook } from './example';
import { LIVE_WEBHOOK } from './live-webhook';
import { WEBHOOK_NAMES } from './name-questions';
import { questionsOfQuery } from './producer-questions';
import { questionsOfSettings } from './reference-questions';
import { SECURITY_EVENT_WEBHOOK_RULES } from './rules';
import { webhookToProgram } from './to-program';
import { checkSecurityEventWebhook } from './webhook-checks';
import { HAS_WEBHOOKS, WEBHOOK_TYPES } from './webhook-schema';

/** Webhooks that send security events. */
export const SECURITY_EVENT_WEBHOOK_KIND = {
  title: 'SecurityEventWebhooks',
  types: WEBHOOK_TYPES,
  words: ['SecurityEventWebhook'],
  looksAt: (manifest) => isOneOf(manifest, WEBHOOK_TYPES),
  check: checkSecurityEventWebhook,
  topics: [...REFERENCE_TOPICS, ...PRODUCER_TOPICS, WEBHOOK_NAMES.topic],
  questions: questionsOfWebhook,
  checksMetadata: true,
  stringContext: contextInWebhook,
  toProgram: webhookToProgram,
  liveChecks: [LIVE_WEBHOOK],
  rules: SECURITY_EVENT_WEBHOOK_RULES,
  example: { text: slackWebhook(), release: '3.24' },
} as const satisfies Kind;

/** The setting `template` of the consumer Generic is a Go template over the event. */
function contextInWebhook(webhook: Manifest, keys: DataKeys, text: string): Partial<StringContext> {
  const [top, field, index = 0, part] = keys;
  if (top !== 'spec' || field !== 'config') {
    return top === 'spec' && field === 'query' && keys.length === 2 ? eventQueryContext(text) : {};
  }
  return { isTemplate: part === 'value' && valueAt(webhook, top, field, index, 'name') === 'template' };
}

/** A release without webhooks rejects the object, whatever others there are. */
function questionsOfWebhook(webhook: Manifest, { release }: ClusterKind): Question[] {
  return release._valueIn(HAS_WEBHOOKS)
    ? [...questionsOfSettings(webhook), ...questionsOfQuery(webhook), ...WEBHOOK_NAMES.questionsOf(webhook)]
    : [];
}
