import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PacketCaptureRole, RoleSubject } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
new PacketCaptureRole(new Chart(app, 'rbac'), 'captures', {
  cluster,
  namespace: 'shop',
  subjects: [RoleSubject.group('shop-developers')],
});
app.synth();
