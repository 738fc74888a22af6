import { App, Chart } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  EventFields,
  GlobalAlert,
  Metric,
  Query,
  SecurityEventWebhook,
  ValueSource,
  WebhookConsumer,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const chart = new Chart(new App(), 'on-call');
CalicoCluster.provide(chart, cluster);
const alert = new GlobalAlert(chart, 'alert', {
  name: 'network.to-shop',
  description: 'Many flows to ${dest_name_aggr}',
  rule: AlertRule.flows({ aggregateBy: ['dest_name_aggr'], condition: Metric.count().atLeast(1000) }),
});
new SecurityEventWebhook(chart, 'webhook', {
  name: 'on-call',
  events: alert.events
    .where(EventFields.SOURCE_NAMESPACE.notEqualTo('security-tools'))
    .where(Query.field('client_name').equalTo('netshoot')),
  consumer: WebhookConsumer.alertmanager({
    url: ValueSource.of('http://alertmanager.monitoring:9093'),
    basicAuth: ValueSource.of('5f4dcc3b5aa765d61d8327deb882cf99'),
  }),
  eventLabels: { teams: 'soc,noc' },
});
