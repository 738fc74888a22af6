import {
  EventFields,
  EventSelection,
  SecurityEventWebhook,
  type SecurityEventWebhookProps,
  ValueSource,
  type ValueSourceOptions,
  WebhookConsumer,
  WebhookState,
} from '../../../src';
import { type ApiCall, construct, factory } from './api-call';
import { newest } from './samples';

const VALUE: Required<ValueSourceOptions> = { name: 'soc', key: 'token' };

const value = ValueSource.fromSecret(VALUE);

const WEBHOOK: Required<SecurityEventWebhookProps> = {
  cluster: newest,
  name: 'soc',
  events: EventSelection.matching(EventFields.SEVERITY.atLeast(80)),
  consumer: WebhookConsumer.slack(value),
  state: WebhookState.ENABLED,
  eventLabels: { cluster: 'prod' },
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

/** Calls of the API about webhooks. */
export const WEBHOOK_CALLS: readonly ApiCall[] = [
  construct<SecurityEventWebhookProps>(SecurityEventWebhook, WEBHOOK),
  factory('ValueSource.of', { value: '2' }, (text) => ValueSource.of(text)),
  factory('ValueSource.fromSecret', { options: VALUE }, (options) => ValueSource.fromSecret(options)),
  factory('ValueSource.fromConfigMap', { options: VALUE }, (options) => ValueSource.fromConfigMap(options)),
  factory('WebhookConsumer.slack', { url: value }, (url) => WebhookConsumer.slack(url)),
  factory(
    'WebhookConsumer.jira',
    { options: { site: 'acme.atlassian.net', project: 'SEC', issueType: 'Bug', username: value, apiToken: value } },
    (options) => WebhookConsumer.jira(options),
  ),
  factory(
    'WebhookConsumer.alertmanager',
    {
      options: {
        url: value,
        basicAuth: value,
        mutualTls: { caCertificate: value, certificate: value, privateKey: value },
      },
    },
    (options) => WebhookConsumer.alertmanager(options),
  ),
  factory('WebhookConsumer.generic', { options: { url: value } }, (options) => WebhookConsumer.generic(options)),
];
