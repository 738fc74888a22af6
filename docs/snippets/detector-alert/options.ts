import { App, Chart, Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Detector, DetectorAlert, DetectorAlertTemplate } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.15') });

const app = new App();
const chart = new Chart(app, 'alerts');
const props = {
  cluster,
  detector: Detector.of('dns_tunnel'),
  description: 'Data in DNS names',
  summary: 'A pod may be sending data through DNS.',
  period: Duration.minutes(30),
  severity: 60,
};
new DetectorAlert(chart, 'alert', props);
new DetectorAlertTemplate(chart, 'template', props);
app.synth();
