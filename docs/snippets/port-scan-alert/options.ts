import { App, Chart, Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PortScanAlert, PortScanMethod } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.14');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const chart = new Chart(app, 'alerts');
new PortScanAlert(chart, 'port-scan', {
  cluster,
  method: PortScanMethod.FLOW_LOGS,
  threshold: 400,
  period: Duration.minutes(10),
  lookback: Duration.minutes(20),
  severity: 70,
  summary: 'Runbook 12: ${source_namespace}/${source_name_aggr} scans ${dest_namespace}/${dest_name_aggr}.',
  labels: { team: 'network' },
});
app.synth();
