import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Detector, DetectorAlert } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.14') });

const app = new App();
const chart = new Chart(app, 'alerts');
new DetectorAlert(chart, 'dns-latency', { cluster, detector: Detector.DNS_LATENCY });
app.synth();
