import { App } from 'cdk8s';
import {
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  NetshootScanner,
  PortRange,
  ScanTarget,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.23') });

const app = new App();
const chart = new AnomalyDetectionChart(app, 'anomaly-detection', { cluster });
new NetshootScanner(chart, 'short-scan', {
  name: 'short-scan',
  target: ScanTarget.service({ namespace: 'shop', name: 'checkout' }),
  ports: PortRange.list([22, 80, 443]),
});
app.synth();
