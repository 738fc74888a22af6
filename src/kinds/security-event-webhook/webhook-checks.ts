import { alert, errorRule, type Finding, isMap, type Manifest, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkConfig } from './config-checks';
import { checkConsumerAndState } from './consumer-checks';
import { checkCredentials } from './credential-checks';
import { slackWebhook } from './example';
import { checkWebhookMetadata } from './metadata-checks';
import { checkWebhookQuery } from './query-checks';
import { checkUrl } from './url-checks';
import { checkWebhookFields } from './webhook-fields';
import { HAS_WEBHOOKS } from './webhook-schema';

const RELEASE = errorRule({
  id: 'security-event-webhook/release',
  what: 'A webhook requires Calico Enterprise 3.18.0-2.0 or Calico Cloud 18.3.0.',
  why: 'Older API servers do not have the kind, so kubectl rejects the object.',
  on: '3.17',
  bad: slackWebhook(),
  good: alert(),
});

/** Checks a SecurityEventWebhook for one cluster. */
export function checkSecurityEventWebhook(webhook: Manifest, cluster: ClusterKind): Finding[] {
  const { release } = cluster;
  if (!release._valueIn(HAS_WEBHOOKS)) {
    const message = `is not a kind of ${release.displayName}, which rejects the object: webhooks were added in Calico Enterprise 3.18.0-2.0 and Calico Cloud 18.3.0; remove it`;
    return [{ ...RELEASE, keys: ['kind'], value: webhook.kind, message }];
  }
  const shape = [...checkWebhookMetadata(webhook), ...checkWebhookFields(webhook, cluster)];
  // Without a spec, there is nothing else to check.
  if (!isMap(valueAt(webhook, 'spec'))) {
    return shape;
  }
  return [
    ...shape,
    ...checkConsumerAndState(webhook, release),
    ...checkWebhookQuery(webhook, release),
    ...checkConfig(webhook),
    ...checkUrl(webhook),
    ...checkCredentials(webhook),
  ];
}

/** The rules that this file checks. */
export const WEBHOOK_RULES = [RELEASE] as const;
