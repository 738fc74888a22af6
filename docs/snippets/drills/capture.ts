import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, CaptureFilter, Decoy, PacketCapture, PortRange, TimeWindow } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'capture', { namespace: 'shop' });
CalicoCluster.provide(chart, cluster);
const decoy = Decoy.database(chart, 'decoy');
const capture = new PacketCapture(chart, 'capture', {
  name: 'decoy',
  namespace: decoy.namespace,
  pods: decoy.pods,
  filters: [CaptureFilter.tcp([PortRange.of(5432, 5432)])],
  during: TimeWindow.until(new Date('2026-12-01T10:00:00Z')),
});
process.stderr.write(`${capture.statusCommand}\n${capture.fetchCommand}\n${capture.stopCommand}\n`);
app.synth();
