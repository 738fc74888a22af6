import { ApiObject, App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, Decoy } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'decoys');
Decoy.service(chart, 'console', { cluster, namespace: 'shop', name: 'console' });
new ApiObject(chart, 'egress', {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'allow-egress', namespace: 'shop' },
  spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}] },
});
new ApiObject(chart, 'service', {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'admin', namespace: 'shop' },
  spec: { selector: { app: 'console' }, ports: [{ port: 80 }] },
});
app.synth();
