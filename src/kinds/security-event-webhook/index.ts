export { SECURITY_EVENT_WEBHOOK_KIND } from './kind';
export {
  SecurityEventWebhook,
  type SecurityEventWebhookProps,
  WebhookState,
} from './security-event-webhook';
export { checkSecurityEventWebhook } from './webhook-checks';
export {
  type AlertmanagerConsumerOptions,
  type GenericConsumerOptions,
  type JiraConsumerOptions,
  type MutualTlsOptions,
  WebhookConsumer,
  WebhookConsumerType,
} from './webhook-consumer';
