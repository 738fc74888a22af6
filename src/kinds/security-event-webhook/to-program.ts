import { listAt, type Manifest, textAt, valueAt } from '../../base';
import {
  type Conversion,
  call,
  constant,
  type Expression,
  metadataFields,
  struct,
  value,
  valueSourceExpression,
} from '../../kind';
import { WebhookConsumerType } from './webhook-consumer';

const STATES: readonly string[] = ['Enabled', 'Disabled', 'Debug'];

/** The construct for a webhook. */
export function webhookToProgram(manifest: Manifest): Conversion[] {
  const { name, labels, annotations } = metadataFields(manifest);
  const query = valueAt(manifest, 'spec', 'query');
  const state = textAt(manifest, 'spec', 'state');
  const consumer = consumerOf(manifest);
  if (typeof query !== 'string' || consumer === undefined || !STATES.includes(state)) {
    return [];
  }
  const fields = {
    name,
    events: call('EventSelection', 'matching', call('Query', 'parse', value(query))),
    consumer,
    state: state === 'Enabled' ? undefined : constant('WebhookState', state.toUpperCase()),
    labels,
    annotations,
  };
  return [{ construction: { type: 'SecurityEventWebhook', props: struct('SecurityEventWebhookProps', fields) } }];
}

function consumerOf(manifest: Manifest): Expression | undefined {
  const config = (name: string) =>
    valueSourceExpression(
      listAt(manifest, 'spec', 'config').find((entry) => valueAt(entry, 'name') === name),
      'ValueSource',
    );
  const text = (name: string) => {
    const entry = listAt(manifest, 'spec', 'config').find((one) => valueAt(one, 'name') === name);
    return value(textAt(entry, 'value'));
  };
  switch (textAt(manifest, 'spec', 'consumer')) {
    case WebhookConsumerType.SLACK: {
      const url = config('url');
      return url && call('WebhookConsumer', 'slack', url);
    }
    case WebhookConsumerType.GENERIC:
      return call('WebhookConsumer', 'generic', struct('GenericConsumerOptions', { url: config('url') }));
    case WebhookConsumerType.ALERTMANAGER:
      return call('WebhookConsumer', 'alertmanager', alertmanager(config));
    case WebhookConsumerType.JIRA:
      return call(
        'WebhookConsumer',
        'jira',
        struct('JiraConsumerOptions', {
          site: text('url'),
          project: text('project'),
          issueType: text('issueType'),
          username: config('username'),
          apiToken: config('apiToken'),
        }),
      );
    default:
      return undefined;
  }
}

function alertmanager(config: (name: string) => Expression | undefined) {
  const [caCertificate, certificate, privateKey] = ['ca.crt', 'tls.crt', 'tls.key'].map(config);
  const hasTls = caCertificate !== undefined && certificate !== undefined && privateKey !== undefined;
  return struct('AlertmanagerConsumerOptions', {
    url: config('url'),
    basicAuth: config('basicAuth'),
    mutualTls: hasTls ? struct('MutualTlsOptions', { caCertificate, certificate, privateKey }) : undefined,
  });
}
