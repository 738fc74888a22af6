import { App, Chart } from 'cdk8s';
import { AlertRule, CalicoCluster, CalicoRelease, FlowFields, GlobalAlert, Metric } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

new GlobalAlert(new Chart(new App(), 'alerts'), 'ssh', {
  cluster,
  name: 'network ssh',
  description: '${count} connections of ${source_pod}',
  severity: 101,
  rule: AlertRule.flows({
    query: FlowFields.ACTION.equalTo('allowed'),
    aggregateBy: ['source_namespace'],
    condition: Metric.sum('num_flow').greaterThan(0),
  }),
});
