import { App, Chart } from 'cdk8s';
import { AdJobsDeployment, CalicoCluster, CalicoRelease } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.12');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const chart = new Chart(app, 'jobs');
new AdJobsDeployment(chart, 'ad-jobs', { cluster });
app.synth();
