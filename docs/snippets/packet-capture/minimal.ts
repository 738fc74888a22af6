import { App, Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  CaptureFilter,
  PacketCapture,
  PolicySelector,
  PortRange,
  TimeWindow,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const capture = new PacketCapture(new Chart(app, 'captures'), 'front', {
  cluster,
  name: 'front',
  namespace: 'shop',
  pods: PolicySelector.parse("app == 'front'"),
  filters: [CaptureFilter.tcp([PortRange.of(80, 80), PortRange.of(8000, 8100)]), CaptureFilter.icmp()],
  during: TimeWindow.between(new Date('2026-12-01T09:00:00Z'), new Date('2026-12-01T10:00:00Z')),
});
process.stderr.write(`${capture.statusCommand}\n`);
process.stderr.write(`${capture.fetchCommand}\n`);
process.stderr.write(`${capture.stopCommand}\n`);
process.stderr.write(`${capture.deleteCommand}\n`);
app.synth();
