import { App, Chart } from 'cdk8s';
import { NetshootScanner, ScanTarget } from '../../../src';

const app = new App();
const chart = new Chart(app, 'scan');
const scanner = new NetshootScanner(chart, 'scanner', {
  target: ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } }),
});
process.stderr.write(`${scanner.scanCommand}\n`);
app.synth();
