import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PortScanAlert } from '../../../src';

const app = new App();
const chart = new Chart(app, 'alerts');
CalicoCluster.provide(chart, CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.24') }));
new PortScanAlert(chart, 'first');
new PortScanAlert(chart, 'second');
app.synth();
