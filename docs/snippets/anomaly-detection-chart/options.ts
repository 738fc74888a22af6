import { App } from 'cdk8s';
import {
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  NetshootScanner,
  ScanRun,
  ScanTarget,
} from '../../../src';

const cluster = CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new AnomalyDetectionChart(app, 'anomaly-detection', { cluster, labels: { team: 'network' } });
const scanner = new NetshootScanner(chart, 'second-scanner', {
  name: 'second-scan',
  target: ScanTarget.service({ namespace: 'shop', name: 'checkout' }),
  run: ScanRun.onDemand(),
});
process.stderr.write(`${scanner.scanCommand}\n`);
app.synth();
