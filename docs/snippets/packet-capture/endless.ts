import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PacketCapture, PolicySelector } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

new PacketCapture(new Chart(new App(), 'captures'), 'all', {
  cluster,
  name: 'all',
  namespace: 'shop',
  pods: PolicySelector.podsIn(['shop']),
});
