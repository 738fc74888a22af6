import { App, Chart, Duration } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  DnsFields,
  GlobalAlert,
  Metric,
  Probe,
  ProbeAction,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'drill');
CalicoCluster.provide(chart, cluster);
const alert = new GlobalAlert(chart, 'alert', {
  name: 'dns.example',
  description: '${client_namespace}/${client_name_aggr} looked up ${qname}',
  period: Duration.minutes(5),
  lookback: Duration.minutes(15),
  rule: AlertRule.dns({
    query: DnsFields.QNAME.equalTo('www.example.com'),
    aggregateBy: ['client_namespace', 'client_name_aggr', 'qname'],
    condition: Metric.count().greaterThan(0),
  }),
});
const probe = new Probe(chart, 'probe', {
  namespace: 'dev',
  action: ProbeAction.lookup('www.example.com'),
  detectedBy: alert,
});
process.stderr.write(`${probe.probeCommand}\n`);
app.synth();
