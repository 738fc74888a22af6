import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Decoy, NetshootScanner, PortRange } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'decoy-addresses', { namespace: 'shop' });
CalicoCluster.provide(chart, cluster);
const decoy = Decoy.ipEnumeration(chart, 'decoy');
const scanner = new NetshootScanner(chart, 'scanner', {
  namespace: 'dev',
  target: decoy.target,
  ports: PortRange.list([22, 80, 443]),
});
process.stderr.write(`${scanner.scanCommand}\n`);
app.synth();
