import { App, Chart } from 'cdk8s';
import { DemoTarget, NetshootScanner, PodUser, ScanRun } from '../../../src';

const app = new App();
const chart = new Chart(app, 'scan');
const user = PodUser.platform();
const demo = new DemoTarget(chart, 'target', { user });
new NetshootScanner(chart, 'scanner', {
  target: demo.scanTarget,
  run: ScanRun.pod({ requestUrl: demo.url }),
  user,
});
app.synth();
