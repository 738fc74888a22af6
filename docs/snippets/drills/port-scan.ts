import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, DemoTarget, NetshootScanner, PortScanAlert } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'port-scan');
CalicoCluster.provide(chart, cluster);
const target = new DemoTarget(chart, 'target');
const alert = new PortScanAlert(chart, 'alert');
const scanner = new NetshootScanner(chart, 'scanner', { target: target.scanTarget, detectedBy: alert });
process.stderr.write(`${scanner.scanCommand}\n`);
app.synth();
