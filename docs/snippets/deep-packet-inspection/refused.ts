import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, DeepPacketInspectionSettings, SnortRules } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.19') });

new DeepPacketInspectionSettings(new Chart(new App(), 'inspections'), 'settings', {
  cluster,
  snortRules: SnortRules.image('registry.example.com/snort-rules:1.4.0'),
});
