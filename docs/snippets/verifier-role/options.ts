import { App, Chart } from 'cdk8s';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease, VerifierRole, VerifierSubject } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const workshop = new AnomalyDetectionChart(app, 'anomaly-detection', { cluster });
const chart = new Chart(app, 'rbac');
new VerifierRole(chart, 'verifier', {
  cluster,
  scanner: workshop.scanner,
  subjects: [VerifierSubject.serviceAccount({ namespace: 'ci', name: 'drill' })],
  name: 'drill-verifier',
});
app.synth();
