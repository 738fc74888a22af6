import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, VerifierRole, VerifierSubject } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const chart = new Chart(app, 'rbac');
new VerifierRole(chart, 'verifier', { cluster, subjects: [VerifierSubject.user('jane@example.com')] });
app.synth();
