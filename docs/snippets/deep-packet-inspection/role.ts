import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, DeepPacketInspectionRole, RoleSubject } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
new DeepPacketInspectionRole(new Chart(app, 'rbac'), 'inspections', {
  cluster,
  namespace: 'shop',
  subjects: [RoleSubject.serviceAccount({ namespace: 'ci', name: 'deploy' })],
});
app.synth();
