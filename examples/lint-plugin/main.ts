import { ApiObject, App, Chart } from 'cdk8s';

/** An alert as people write it who do not use our constructs, with three mistakes. */
const app = new App();
const chart = new Chart(app, 'alerts');
new ApiObject(chart, 'ssh', {
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalAlert',
  metadata: { name: 'network.ssh' },
  spec: {
    description: 'SSH from ${source_name_aggr}',
    severity: 101,
    lookback: '10m',
    dataSet: 'flows',
    query: 'dest_prot = 22',
    aggregateBy: ['source_namespace'],
    metric: 'count',
    condition: 'gt',
    threshold: 0,
  },
});
app.synth();
