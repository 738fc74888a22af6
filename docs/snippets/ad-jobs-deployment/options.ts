import { App, Chart, Duration } from 'cdk8s';
import { AdJob, AdJobsDeployment, CalicoCluster, CalicoRelease, TolerationOperator } from '../../../src';

const cluster = CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.12') });

const app = new App();
const chart = new Chart(app, 'jobs');
new AdJobsDeployment(chart, 'ad-jobs', {
  cluster,
  settings: { trainInterval: Duration.hours(6), portScanThreshold: 200, dnsLatencySensitivity: 10 },
  disabledJobs: [AdJob.L7_LATENCY, AdJob.L7_BYTES],
  imageRegistry: 'registry.example.com/mirror',
  imagePullSecrets: ['mirror-pull-secret'],
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'dedicated', operator: TolerationOperator.EXISTS }],
});
app.synth();
