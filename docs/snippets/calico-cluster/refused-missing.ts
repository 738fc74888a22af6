import { App, Chart } from 'cdk8s';
import { PortScanAlert } from '../../../src';

new PortScanAlert(new Chart(new App(), 'alerts'), 'port-scan');
