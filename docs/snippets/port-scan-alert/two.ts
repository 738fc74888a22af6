import { App, Chart, Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PortScanAlert } from '../../../src';

const app = new App();
const chart = new Chart(app, 'alerts');
const release = CalicoRelease.enterprise('3.24');
CalicoCluster.provide(chart, CalicoCluster.managed({ name: 'acme.aks-prod', release }));
new PortScanAlert(chart, 'fast', { threshold: 500 });
new PortScanAlert(chart, 'slow', {
  name: 'network.slow-port-scan',
  threshold: 50,
  lookback: Duration.hours(6),
  severity: 40,
});
app.synth();
