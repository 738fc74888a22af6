import { App, Chart } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  DnsFields,
  GlobalAlert,
  Metric,
  Probe,
  ProbeAction,
  ProbeTarget,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'request');
CalicoCluster.provide(chart, cluster);
const sanctioned = ['*.cluster.local', '*.svc', '*.example.com'];
const alert = new GlobalAlert(chart, 'alert', {
  name: 'dns.unsanctioned-host',
  description: '${client_namespace}/${client_name_aggr} looked up ${qname}, which is not sanctioned',
  rule: AlertRule.dns({
    query: DnsFields.CLIENT_NAMESPACE.equalTo('shop').and(DnsFields.QNAME.isNoneOf(sanctioned)),
    aggregateBy: ['client_namespace', 'client_name_aggr', 'qname'],
    condition: Metric.count().greaterThan(0),
  }),
});
const action = ProbeAction.request({ target: ProbeTarget.host({ name: 'www.example.org' }) });
const probe = new Probe(chart, 'probe', { namespace: 'shop', action, detectedBy: alert });
process.stderr.write(`${probe.probeCommand}\n`);
app.synth();
