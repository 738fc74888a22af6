import { App, Chart, Duration } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  FlowFields,
  GlobalAlert,
  Probe,
  ProbeAction,
  ProbeTarget,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const chart = new Chart(new App(), 'drill');
CalicoCluster.provide(chart, cluster);
const alert = new GlobalAlert(chart, 'alert', {
  name: 'network.web',
  description: 'Connections to the port of a Service',
  period: Duration.minutes(5),
  lookback: Duration.minutes(15),
  rule: AlertRule.flows({ query: FlowFields.DEST_PORT.equalTo(80) }),
});
// The pods of the Service listen on another port.
const web = ProbeTarget.service({ namespace: 'shop', name: 'web', port: 80, podPort: 8080 });
new Probe(chart, 'probe', { namespace: 'dev', action: ProbeAction.connect(web), detectedBy: alert });
