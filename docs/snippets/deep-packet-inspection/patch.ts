import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, ContainerResources, DeepPacketInspectionSettings } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.cloud('23.0.1') });

const settings = new DeepPacketInspectionSettings(new Chart(new App(), 'inspections'), 'settings', {
  cluster,
  resources: ContainerResources.of({ cpuLimit: 2 }),
});
process.stderr.write(`${settings.patchCommand}\n`);
