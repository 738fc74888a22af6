import { App, Chart, Cron } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  NetshootScanner,
  NmapTiming,
  PortRange,
  PortScanAlert,
  ScanRun,
  ScanTarget,
} from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const chart = new Chart(app, 'drill');
CalicoCluster.provide(chart, cluster);
const alert = new PortScanAlert(chart, 'port-scan');
new NetshootScanner(chart, 'scanner', {
  target: ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } }),
  ports: PortRange.of(1, 1000),
  run: ScanRun.schedule(Cron.weekly()),
  nmap: { timing: NmapTiming.NORMAL },
  detectedBy: alert,
  restrictEgress: true,
  name: 'weekly-drill',
});
app.synth();
