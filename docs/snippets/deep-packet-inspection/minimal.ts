import { App, Chart, Size } from 'cdk8s';
import {
  AlertException,
  CalicoCluster,
  CalicoRelease,
  ContainerResources,
  DeepPacketInspection,
  DeepPacketInspectionSettings,
  EventFields,
  PolicySelector,
  SnortRules,
  TimeWindow,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'inspections');
CalicoCluster.provide(chart, cluster);
const inspection = new DeepPacketInspection(chart, 'front', {
  name: 'front',
  namespace: 'shop',
  pods: PolicySelector.parse("app == 'front'"),
});
new DeepPacketInspectionSettings(chart, 'settings', {
  resources: ContainerResources.of({ cpuLimit: 2, memoryLimit: Size.gibibytes(2) }),
  snortRules: SnortRules.image('registry.example.com/snort-rules:1.4.0'),
});
new AlertException(chart, 'scanner', {
  name: 'known-scanner',
  description: 'Our own vulnerability scanner',
  events: inspection.events.where(EventFields.SOURCE_NAMESPACE.equalTo('security-tools')),
  during: TimeWindow.between(new Date('2026-12-01T00:00:00Z'), new Date('2026-12-08T00:00:00Z')),
});
process.stderr.write(`${inspection.statusCommand}\n`);
app.synth();
