import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Detector, DetectorAlert } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.14');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

new DetectorAlert(new Chart(new App(), 'alerts'), 'tunnel', { cluster, detector: Detector.DNS_TUNNEL });
