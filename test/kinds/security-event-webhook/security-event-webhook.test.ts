import {
  AlertRule,
  CalicoCluster,
  EventFields,
  EventSelection,
  GlobalAlert,
  Metric,
  PortScanAlert,
  Query,
  SecurityEventWebhook,
  type SecurityEventWebhookProps,
  ValueSource,
  WebhookConsumer,
  WebhookConsumerType,
  WebhookState,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, madeFor, managedCluster, messageOf, only, synthesize, testChart } from '../../support';

const cluster = managedCluster('3.24');
const events = EventSelection.matching(EventFields.SEVERITY.atLeast(80));
const slackUrl = ValueSource.fromSecret({ name: 'slack', key: 'url' });
const consumer = WebhookConsumer.slack(slackUrl);
const PROPS: SecurityEventWebhookProps = { cluster, name: 'soc', events, consumer };
const ID = 'security-event-webhook';

function written(props: Partial<SecurityEventWebhookProps> = {}) {
  const objects = synthesize((chart) => new SecurityEventWebhook(chart, 'webhook', { ...PROPS, ...props }));
  return only(objects, 'SecurityEventWebhook');
}

const secretOf = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });

describe('SecurityEventWebhook', () => {
  const stderr = captureStderr();

  it('is a SecurityEventWebhook', () => {
    const object = written({ eventLabels: { cluster: 'prod-eu', 'Team name': 'SOC: night' }, labels: { team: 'soc' } });
    expect(object).toMatchSnapshot();
    expect(object.metadata.annotations['webhooks.projectcalico.org/labels']).toBe(
      'cluster:prod-eu,Team name:SOC: night',
    );
    expect(stderr()).toBe('');
  });

  it('leaves out what is not given', () => {
    expect(written()).toEqual({
      apiVersion: 'projectcalico.org/v3',
      kind: 'SecurityEventWebhook',
      metadata: { name: 'soc', annotations: madeFor(cluster) },
      spec: {
        consumer: 'Slack',
        state: 'Enabled',
        query: 'severity >= 80',
        config: [{ name: 'url', ...secretOf('slack', 'url') }],
      },
    });
    expect(written({ eventLabels: {} }).metadata.annotations).toEqual(madeFor(cluster));
  });

  const allProps: AllProps<SecurityEventWebhookProps> = {
    cluster: { value: cluster, at: ['metadata', 'annotations', 'calico-threat-defense/release'], is: '3.24.0-1.0' },
    name: { value: 'noc', at: ['metadata', 'name'], is: 'noc' },
    events: { value: events, at: ['spec', 'query'], is: 'severity >= 80' },
    consumer: { value: consumer, at: ['spec', 'consumer'], is: 'Slack' },
    state: { value: WebhookState.DEBUG, at: ['spec', 'state'], is: 'Debug' },
    eventLabels: { value: { a: 'b' }, at: ['metadata', 'annotations', 'webhooks.projectcalico.org/labels'], is: 'a:b' },
    labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps<SecurityEventWebhookProps>(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.23'));
      new SecurityEventWebhook(chart, 'webhook', props);
    },
    ['name', 'events', 'consumer'],
  );

  const basicAuth = ValueSource.fromSecret({ name: 'alertmanager', key: 'auth' });
  const of = (key: string) => ValueSource.fromConfigMap({ name: 'alertmanager-tls', key });
  const privateKey = ValueSource.fromSecret({ name: 'alertmanager-tls', key: 'tls.key' });
  const alertmanagerUrl = 'http://alertmanager.monitoring:9093/api/v2/alerts';

  it.each<[WebhookConsumer, string, object[]]>([
    [
      WebhookConsumer.jira({
        site: 'acme.atlassian.net',
        project: 'SEC',
        issueType: 'Bug',
        username: ValueSource.of('soc@acme.example'),
        apiToken: ValueSource.fromSecret({ name: 'jira', key: 'token' }),
      }),
      'Jira',
      [
        { name: 'url', value: 'https://acme.atlassian.net/rest/api/2/issue/' },
        { name: 'project', value: 'SEC' },
        { name: 'issueType', value: 'Bug' },
        { name: 'username', value: 'soc@acme.example' },
        { name: 'apiToken', ...secretOf('jira', 'token') },
      ],
    ],
    [
      WebhookConsumer.alertmanager({ url: ValueSource.of(alertmanagerUrl) }),
      'AlertManager',
      [{ name: 'url', value: alertmanagerUrl }],
    ],
    [
      WebhookConsumer.alertmanager({
        url: ValueSource.of(alertmanagerUrl),
        basicAuth,
        mutualTls: { caCertificate: of('ca.crt'), certificate: of('tls.crt'), privateKey },
      }),
      'AlertManager',
      [
        { name: 'url', value: alertmanagerUrl },
        { name: 'basicAuth', ...secretOf('alertmanager', 'auth') },
        { name: 'ca.crt', valueFrom: { configMapKeyRef: { name: 'alertmanager-tls', key: 'ca.crt' } } },
        { name: 'tls.crt', valueFrom: { configMapKeyRef: { name: 'alertmanager-tls', key: 'tls.crt' } } },
        { name: 'tls.key', ...secretOf('alertmanager-tls', 'tls.key') },
      ],
    ],
    [
      WebhookConsumer.generic({ url: ValueSource.of('https://hooks.example.com/calico') }),
      'Generic',
      [{ name: 'url', value: 'https://hooks.example.com/calico' }],
    ],
  ])('writes consumer and config together: %#', (other, type, config) => {
    const { spec } = written({ consumer: other });
    expect([spec.consumer, spec.config]).toEqual([type, config]);
    expect(stderr()).toBe('');
  });

  it.each([
    'acme.atlassian.net',
    'https://acme.atlassian.net',
    'https://acme.atlassian.net/',
    'https://acme.atlassian.net/rest/api/2/issue',
  ])('has the URL of the Jira site %s', (site) => {
    const username = slackUrl;
    const jira = WebhookConsumer.jira({ site, project: 'A', issueType: 'B', username, apiToken: username });
    expect(written({ consumer: jira }).spec.config[0].value).toBe('https://acme.atlassian.net/rest/api/2/issue/');
  });

  it.each(['', '/', 'https://', 'https:///', '?', '#'])('rejects a Jira site without a host: %j', (site) => {
    const jira = WebhookConsumer.jira({ site, project: 'A', issueType: 'B', username: slackUrl, apiToken: slackUrl });
    expect(() => written({ consumer: jira })).toThrow('is not an absolute URL: the host is missing');
  });

  it('can be asked what it is', () => {
    const webhook = new SecurityEventWebhook(testChart(), 'webhook', PROPS);
    expect([webhook.webhookName, webhook.cluster, webhook.events, webhook.consumer, webhook.state]).toEqual([
      'soc',
      cluster,
      events,
      consumer,
      WebhookState.ENABLED,
    ]);
    expect(consumer.type).toBe(WebhookConsumerType.SLACK);
  });

  it('sends the events of an alert', () => {
    const { spec } = only(
      synthesize((chart) => {
        const alert = new PortScanAlert(chart, 'alert', { cluster });
        const wanted = alert.events.where(EventFields.SOURCE_NAMESPACE.notEqualTo('security-tools'));
        new SecurityEventWebhook(chart, 'webhook', { ...PROPS, events: wanted });
      }),
      'SecurityEventWebhook',
    );
    expect(spec.query).toBe(
      'type = global_alert AND origin = "network.port-scan" AND source_namespace != "security-tools"',
    );
    expect(stderr()).toBe('');
  });

  it('warns of fields that the events of an alert do not have', () => {
    const rule = AlertRule.flows({ aggregateBy: ['dest_namespace'], condition: Metric.count().atLeast(1) });
    const alert = new GlobalAlert(testChart(), 'alert', {
      cluster,
      name: 'network.x',
      rule,
      description: '${dest_namespace}',
    });
    written({ events: alert.events.where(EventFields.SOURCE_NAMESPACE.equalTo('shop')) });
    expect(stderr()).toContain(
      `spec.query = "source_namespace": events of the alert network.x have no source_namespace, because it is not in aggregateBy (observed, not documented), so there is no value to compare; they have dest_namespace [${ID}/query-unmatched]`,
    );
  });

  it('has no namespace in a chart that gives one to all', () => {
    const objects = synthesize((chart) => new SecurityEventWebhook(chart, 'webhook', PROPS), { namespace: 'all' });
    expect(only(objects, 'SecurityEventWebhook').metadata).not.toHaveProperty('namespace');
  });

  it.each<[string, Partial<SecurityEventWebhookProps>, string]>([
    [
      'a release without webhooks',
      { cluster: managedCluster('3.17') },
      `1 problem\n  kind = "SecurityEventWebhook": is not a kind of Calico Enterprise 3.17.0, which rejects the object: webhooks were added in Calico Enterprise 3.18.0-2.0 and Calico Cloud 18.3.0; remove it [${ID}/release]`,
    ],
    [
      'Alertmanager before 3.21',
      { cluster: managedCluster('3.20'), consumer: WebhookConsumer.alertmanager({ url: slackUrl }) },
      `1 problem\n  spec.consumer = "AlertManager": was added in 3.21; Calico Enterprise 3.20.1 has Slack, Jira, Generic [${ID}/consumer-not-yet]`,
    ],
    [
      'labels that are written twice',
      { eventLabels: { a: 'b' }, annotations: { 'webhooks.projectcalico.org/labels': 'c:d' } },
      `1 problem\n  annotations[webhooks.projectcalico.org/labels]: is the annotation that eventLabels writes; remove one of the two [${ID}/label]`,
    ],
    [
      'labels that the annotation cannot have',
      { eventLabels: { 'a:b': 'c', 'd,e': 'f', g: 'h,i:j', '': 'k' } },
      `4 problems\n  eventLabels.a:b = "c": must have a key without colons and commas, which separate labels in the annotation [${ID}/label]\n  eventLabels.d,e = "f": must have a key without colons and commas, which separate labels in the annotation [${ID}/label]\n  eventLabels.g = "h,i:j": must not contain a comma, which separates labels in the annotation [${ID}/label]\n  eventLabels[] = "k": must have a key without colons and commas, which separate labels in the annotation [${ID}/label]`,
    ],
    [
      'every event as an empty query',
      { events: EventSelection.matching(Query.all()) },
      `1 problem\n  spec.query = "": must not be empty; to select every event, write severity >= 0 [${ID}/query]`,
    ],
    [
      'a field of logs',
      { events: EventSelection.matching(Query.field('client_namespace').equalTo('shop')) },
      `1 problem\n  spec.query = "client_namespace": column 1: is a field of the data set dns, not of events; did you mean source_namespace? [${ID}/query-field]`,
    ],
    [
      'the URL of another service',
      { consumer: WebhookConsumer.alertmanager({ url: ValueSource.of('http://alertmanager:9093') }) },
      `1 problem\n  spec.config[0].value = "http://alertmanager:9093": must end with /api/v2/alerts, where Alertmanager receives alerts [${ID}/alertmanager-url]`,
    ],
    [
      'props of other types',
      { events: 'severity >= 80', consumer: 'Slack' } as never,
      '2 problems\n  events = "severity >= 80": must be an EventSelection, such as alert.events or EventSelection.matching(EventFields.SEVERITY.atLeast(80)) [argument/type]\n  consumer = "Slack": must be a WebhookConsumer, such as WebhookConsumer.slack(ValueSource.fromSecret({ name, key })) [argument/type]',
    ],
  ])('is rejected: %s', (_, props, problems) => {
    const chart = testChart();
    expect(messageOf(() => new SecurityEventWebhook(chart, 'webhook', { ...PROPS, ...props }))).toBe(
      `test/webhook: ${problems}`,
    );
    expect(chart.node.findAll().some((child) => child.node.id === 'Resource')).toBe(false);
  });

  it('is rejected if another has its name', () => {
    const both = () =>
      synthesize((chart) => {
        new SecurityEventWebhook(chart, 'webhook', PROPS);
        new SecurityEventWebhook(chart, 'other', PROPS);
      });
    expect(messageOf(both)).toContain('[manifest/duplicate-object]');
  });

  it('warns of credentials in plain text, without repeating them', () => {
    written({ consumer: WebhookConsumer.slack(ValueSource.of('https://hooks.slack.com/services/s3cret')) });
    expect(stderr()).toContain(`[${ID}/secret-in-plain]`);
    expect(stderr()).not.toContain('s3cret');
  });
});
