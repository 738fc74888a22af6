import { App, Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  EventFields,
  EventSelection,
  SecurityEventWebhook,
  ValueSource,
  WebhookConsumer,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.cloud('23.0.1') });
const secret = (key: string) => ValueSource.fromSecret({ name: 'alertmanager', key });

const app = new App();
new SecurityEventWebhook(new Chart(app, 'on-call'), 'webhook', {
  cluster,
  name: 'alertmanager',
  events: EventSelection.matching(
    EventFields.TYPE.isOneOf(['global_alert', 'deep_packet_inspection']).and(EventFields.SEVERITY.atLeast(80)),
  ),
  consumer: WebhookConsumer.alertmanager({
    url: ValueSource.of('https://alertmanager.monitoring.svc.cluster.local:9093/api/v2/alerts'),
    basicAuth: secret('user-and-password'),
    mutualTls: { caCertificate: secret('ca.crt'), certificate: secret('tls.crt'), privateKey: secret('tls.key') },
  }),
});
app.synth();
