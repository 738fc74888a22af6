import { App, Chart } from 'cdk8s';
import { AdJobsDeployment, CalicoCluster, CalicoRelease } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.10');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

new AdJobsDeployment(new Chart(new App(), 'jobs'), 'ad-jobs', {
  cluster,
  settings: { dnsLatencyScoreThreshold: 0.886, maxDocs: 0 },
  image: 'quay.io/tigera/anomaly_detection_jobs:latest',
});
