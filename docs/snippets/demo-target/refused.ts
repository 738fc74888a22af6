import { App, Chart } from 'cdk8s';
import { DemoTarget } from '../../../src';

new DemoTarget(new Chart(new App(), 'demo'), 'target', { namespace: 'Dev_1', image: 'nginx:latest' });
