import { isOneOf, type Kind, REFERENCE_TOPICS } from '../../kind';
import { slackWebhook } from './example';
import { questionsOfWebhook } from './reference-questions';
import { SECURITY_EVENT_WEBHOOK_RULES } from './rules';
import { checkSecurityEventWebhook } from './webhook-checks';
import { WEBHOOK_TYPES } from './webhook-schema';

/** Webhooks that send security events. */
export const SECURITY_EVENT_WEBHOOK_KIND = {
  title: 'SecurityEventWebhooks',
  types: WEBHOOK_TYPES,
  words: ['SecurityEventWebhook'],
  looksAt: (manifest) => isOneOf(manifest, WEBHOOK_TYPES),
  check: checkSecurityEventWebhook,
  topics: REFERENCE_TOPICS,
  questions: questionsOfWebhook,
  checksMetadata: true,
  rules: SECURITY_EVENT_WEBHOOK_RULES,
  example: { text: slackWebhook(), release: '3.24' },
} as const satisfies Kind;
