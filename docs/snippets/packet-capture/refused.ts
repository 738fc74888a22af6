import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PacketCapture, PolicySelector, TimeWindow } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.9') });

new PacketCapture(new Chart(new App(), 'captures'), 'front', {
  cluster,
  name: 'Front',
  namespace: 'shop',
  pods: PolicySelector.pods(),
  during: TimeWindow.until(new Date('2026-12-01T10:00:00Z')),
});
