import { App, Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  DeepPacketInspection,
  PolicySelector,
  Probe,
  ProbeAction,
  ProbeTarget,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'inspection');
CalicoCluster.provide(chart, cluster);
const pods = PolicySelector.podsWith({ app: 'orders' });
new DeepPacketInspection(chart, 'inspection', { name: 'orders', namespace: 'shop', pods });
const target = ProbeTarget.service({ namespace: 'shop', name: 'orders', port: 80, podPort: 8080 });
const action = ProbeAction.request({ target, path: '/cmd.exe' });
const probe = new Probe(chart, 'probe', { namespace: 'dev', action });
process.stderr.write(`${probe.probeCommand}\n`);
app.synth();
