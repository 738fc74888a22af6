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
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'lookup');
CalicoCluster.provide(chart, cluster);
const alert = new GlobalAlert(chart, 'alert', {
  name: 'dns.denied-name',
  description: '${client_namespace}/${client_name_aggr} looked up ${qname}',
  rule: AlertRule.dns({
    query: DnsFields.QNAME.isOneOf(['miner.example.net', '*.miner.example.net']),
    aggregateBy: ['client_namespace', 'client_name_aggr', 'qname'],
    condition: Metric.count().greaterThan(0),
  }),
});
const action = ProbeAction.lookup('pool.miner.example.net');
const probe = new Probe(chart, 'probe', { namespace: 'shop', action, detectedBy: alert });
process.stderr.write(`${probe.probeCommand}\n`);
app.synth();
