import { App, Chart } from 'cdk8s';
import { DemoTarget, NetshootScanner, ScanRun } from '../../../src';

const app = new App();
const chart = new Chart(app, 'demo');
const demo = new DemoTarget(chart, 'target', {
  namespace: 'drill',
  imageRegistry: 'registry.example.com/mirror',
  imagePullSecrets: ['mirror-pull-secret'],
  labels: { team: 'network' },
});
new NetshootScanner(chart, 'scanner', { target: demo.scanTarget, run: ScanRun.onDemand() });
app.synth();
