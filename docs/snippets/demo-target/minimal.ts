import { App, Chart } from 'cdk8s';
import { DemoTarget } from '../../../src';

const app = new App();
const chart = new Chart(app, 'demo');
new DemoTarget(chart, 'target');
app.synth();
