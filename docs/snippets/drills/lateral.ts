import { App, Chart } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  FlowFields,
  GlobalAlert,
  Metric,
  Probe,
  ProbeAction,
  ProbeTarget,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'lateral');
CalicoCluster.provide(chart, cluster);
const alert = new GlobalAlert(chart, 'alert', {
  name: 'network.lateral-access',
  description: '${source_namespace}/${source_name_aggr} connected to the namespace shop',
  rule: AlertRule.flows({
    query: FlowFields.REPORTER.equalTo('dst').and(
      FlowFields.DEST_NAMESPACE.equalTo('shop'),
      FlowFields.SOURCE_NAMESPACE.isNoneOf(['shop', 'ingress']),
    ),
    aggregateBy: ['source_namespace', 'source_name_aggr'],
    condition: Metric.sum('num_flows').greaterThan(0),
  }),
});
const target = ProbeTarget.service({ namespace: 'shop', name: 'orders', port: 80, podPort: 8080 });
const probe = new Probe(chart, 'probe', { namespace: 'dev', action: ProbeAction.connect(target), detectedBy: alert });
process.stderr.write(`${probe.probeCommand}\n`);
app.synth();
