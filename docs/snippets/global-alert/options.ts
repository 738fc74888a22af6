import { App, Chart, Duration } from 'cdk8s';
import { AlertRule, CalicoCluster, CalicoRelease, DnsFields, GlobalAlert, Metric } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const chart = new Chart(app, 'alerts');
new GlobalAlert(chart, 'foreign-lookups', {
  cluster,
  name: 'dns.foreign',
  description: 'Many lookups of foreign names by ${client_namespace}/${client_name_aggr}',
  summary: '${client_namespace}/${client_name_aggr} looked up ${count} foreign names.',
  severity: 40,
  period: Duration.minutes(10),
  lookback: Duration.minutes(20),
  labels: { team: 'network' },
  rule: AlertRule.dns({
    query: DnsFields.QNAME.isNoneOfSubstitution('ours'),
    substitutions: [{ name: 'ours', values: ['*.example.com', '*.svc.cluster.local'] }],
    aggregateBy: ['client_namespace', 'client_name_aggr'],
    condition: Metric.count().atLeast(1000),
  }),
});
app.synth();
