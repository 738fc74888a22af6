import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PortScanAlert } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.14');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const chart = new Chart(app, 'alerts');
new PortScanAlert(chart, 'port-scan', { cluster });
app.synth();
