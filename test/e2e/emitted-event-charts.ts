import { App, Chart } from 'cdk8s';
import {
  AlertException,
  CalicoCluster,
  CalicoRelease,
  EventFields,
  EventSelection,
  GlobalAlert,
  RuleTemplate,
  SecurityEventWebhook,
  TimeWindow,
  ValueSource,
  WebhookConsumer,
  WebhookState,
} from '../../src';

/** The parts that not every release has. */
const LATER: Readonly<Record<string, (release: CalicoRelease) => boolean>> = {
  webhooks: (release) => consumersOf(release).size > 0,
  exceptions: (release) => release._has('3.14.0'),
};

/** Whether a release has what a part consists of. */
export function isPartOf(release: string, part: string): boolean {
  const { [part]: isThere } = LATER;
  return isThere === undefined || isThere(CalicoRelease.parse(release));
}

/** A webhook of each consumer that the release has, and one for the events of each producer. */
export function webhooksChart(app: App, cluster: CalicoCluster): Chart {
  const chart = new Chart(app, 'webhooks');
  CalicoCluster.provide(chart, cluster);
  const alert = GlobalAlert.fromTemplate(new Chart(new App(), 'other'), 'alert', RuleTemplate.NETWORK_SSH, { cluster });
  const events = alert.events.or(EventSelection.matching(EventFields.SEVERITY.atLeast(80)));
  for (const [name, consumer] of consumersOf(cluster.release)) {
    new SecurityEventWebhook(chart, name, {
      name,
      events,
      consumer,
      state: WebhookState.DEBUG,
      eventLabels: { 'Cluster name': cluster.name },
    });
  }
  return chart;
}

function consumersOf(release: CalicoRelease): ReadonlyMap<string, WebhookConsumer> {
  const secret = (key: string) => ValueSource.fromSecret({ name: 'webhooks-secret', key });
  const url = ValueSource.of('http://alertmanager.monitoring:9093/api/v2/alerts');
  const jira = { site: 'acme.atlassian.net', project: 'SEC', issueType: 'Bug' };
  const tls = { caCertificate: secret('ca.crt'), certificate: secret('tls.crt'), privateKey: secret('tls.key') };
  const all: [since: string, name: string, consumer: WebhookConsumer][] = [
    ['3.18.0-2.0', 'slack', WebhookConsumer.slack(secret('url'))],
    ['3.18.0-2.0', 'jira', WebhookConsumer.jira({ ...jira, username: secret('user'), apiToken: secret('token') })],
    [
      '3.19.0',
      'generic',
      WebhookConsumer.generic({ url: ValueSource.fromConfigMap({ name: 'webhooks', key: 'url' }) }),
    ],
    ['3.21.0', 'alertmanager', WebhookConsumer.alertmanager({ url, basicAuth: secret('auth'), mutualTls: tls })],
  ];
  return new Map(all.filter(([since]) => release._has(since)).map(([, name, consumer]) => [name, consumer]));
}

/** An exception for each producer of events, with and without an end. */
export function exceptionsChart(app: App, cluster: CalicoCluster): Chart {
  const chart = new Chart(app, 'exceptions');
  CalicoCluster.provide(chart, cluster);
  if (!isPartOf(`${cluster.release}`, 'exceptions')) {
    return chart;
  }
  const alert = GlobalAlert.fromTemplate(new Chart(new App(), 'other'), 'alert', RuleTemplate.NETWORK_SSH, { cluster });
  const start = new Date('2026-12-01T08:00:00Z');
  const week = TimeWindow.between(start, new Date('2026-12-08T08:00:00Z'));
  const ours = EventFields.SOURCE_NAMESPACE.equalTo('security-tools');
  const selections = {
    alert: alert.events,
    inspection: EventSelection.ofInspection('shop', 'front'),
    feeds: EventSelection.ofAddressFeeds().where(ours),
    query: EventSelection.matching(ours.and(EventFields.SEVERITY.atMost(50).not())),
  };
  for (const [name, events] of Object.entries(selections)) {
    new AlertException(chart, name, { name, description: 'Ours', events, during: week });
  }
  const during = TimeWindow.from(start);
  new AlertException(chart, 'for-ever', { name: 'for-ever', description: 'Ours', events: alert.events, during });
  return chart;
}
