import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Decoy, Probe, ProbeAction } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'decoy-service', { namespace: 'shop' });
CalicoCluster.provide(chart, cluster);
const decoy = Decoy.service(chart, 'decoy');
if (decoy.probeTarget !== undefined) {
  const action = ProbeAction.request({ target: decoy.probeTarget, path: '/admin' });
  const probe = new Probe(chart, 'probe', { namespace: 'dev', action, detectedBy: decoy.alert });
  process.stderr.write(`${probe.probeCommand}\n`);
}
app.synth();
