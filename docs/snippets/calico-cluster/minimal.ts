import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PortScanAlert } from '../../../src';

const cluster = CalicoCluster.managed({
  name: 'acme.aks-prod',
  release: CalicoRelease.enterprise('3.22'),
});

const app = new App();
const chart = new Chart(app, 'alerts');
CalicoCluster.provide(chart, cluster);
new PortScanAlert(chart, 'port-scan');
app.synth();
