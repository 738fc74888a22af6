import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, QuarantinePolicy } from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const quarantine = new QuarantinePolicy(new Chart(app, 'quarantine'), 'quarantine', { cluster, allowDns: true });
process.stderr.write(`${quarantine.isolateCommand}\n${quarantine.releaseCommand}\n`);
app.synth();
