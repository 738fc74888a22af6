import { App, Chart } from 'cdk8s';
import {
  AlertException,
  CalicoCluster,
  CalicoRelease,
  EventFields,
  PortScanAlert,
  SecurityEventWebhook,
  TimeWindow,
  ValueSource,
  WebhookConsumer,
} from 'cdk8s-calico-threat-defense';

const app = new App();
const chart = new Chart(app, 'on-call');
CalicoCluster.provide(
  chart,
  CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') }),
);
const portScan = new PortScanAlert(chart, 'port-scan');

// A port scan pages on-call.
new SecurityEventWebhook(chart, 'page', {
  name: 'on-call',
  events: portScan.events,
  consumer: WebhookConsumer.alertmanager({
    url: ValueSource.of('https://alertmanager.example.com/api/v2/alerts'),
    basicAuth: ValueSource.fromSecret({ name: 'alertmanager', key: 'basic-auth' }),
  }),
});

// The scans of our own scanner do not.
new AlertException(chart, 'known-scanner', {
  name: 'known-scanner',
  description: 'Weekly scan by the security team',
  events: portScan.events.where(EventFields.SOURCE_NAMESPACE.equalTo('security-tools')),
  during: TimeWindow.between(new Date('2026-12-01T08:00:00Z'), new Date('2027-12-01T08:00:00Z')),
});

app.synth();
