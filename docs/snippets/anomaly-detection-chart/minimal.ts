import { App } from 'cdk8s';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
new AnomalyDetectionChart(app, 'anomaly-detection', { cluster });
app.synth();
