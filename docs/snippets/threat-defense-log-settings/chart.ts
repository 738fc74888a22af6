import { App, Duration } from 'cdk8s';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease, LogSettings } from '../../../src';

const logs = LogSettings.of({ flowLogsFlushInterval: Duration.seconds(10) });
const release = CalicoRelease.enterprise('3.14');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });

const app = new App();
new AnomalyDetectionChart(app, 'anomaly-detection', { cluster, includeLogSettings: true });
app.synth();
