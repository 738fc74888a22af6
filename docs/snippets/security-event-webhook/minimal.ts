import { App, Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  EventFields,
  PortScanAlert,
  SecurityEventWebhook,
  ValueSource,
  WebhookConsumer,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'on-call');
CalicoCluster.provide(chart, cluster);
const alert = new PortScanAlert(chart, 'port-scan');
new SecurityEventWebhook(chart, 'webhook', {
  name: 'on-call',
  events: alert.events.where(EventFields.SOURCE_NAMESPACE.notEqualTo('security-tools')),
  consumer: WebhookConsumer.slack(ValueSource.fromSecret({ name: 'slack', key: 'url' })),
  eventLabels: { cluster: 'acme.aks-prod' },
});
app.synth();
