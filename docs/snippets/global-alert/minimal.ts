import { App, Chart } from 'cdk8s';
import { AlertRule, CalicoCluster, CalicoRelease, FlowFields, GlobalAlert, Metric } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const chart = new Chart(app, 'alerts');
new GlobalAlert(chart, 'ssh', {
  cluster,
  name: 'network.ssh',
  description: 'SSH from ${source_namespace}/${source_name_aggr}',
  rule: AlertRule.flows({
    query: FlowFields.DEST_PORT.equalTo(22).and(FlowFields.REPORTER.equalTo('src')),
    aggregateBy: ['source_namespace', 'source_name_aggr'],
    condition: Metric.sum('num_flows').greaterThan(0),
  }),
});
app.synth();
