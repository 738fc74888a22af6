import { App, Chart } from 'cdk8s';
import { AlertsChart, CalicoCluster, CalicoRelease, VerifierRole, VerifierSubject } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.22') });

const app = new App();
const alerts = new AlertsChart(app, 'alerts', { cluster });
const chart = new Chart(app, 'rbac');
new VerifierRole(chart, 'verifier', { cluster, scopes: [alerts], subjects: [VerifierSubject.group('security-team')] });
app.synth();
