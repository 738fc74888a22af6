import { App, Chart } from 'cdk8s';
import { AlertException, CalicoCluster, CalicoRelease, Decoy, EventFields, TimeWindow } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'decoys');
CalicoCluster.provide(chart, cluster);
const decoy = Decoy.ipEnumeration(chart, 'addresses', { namespace: 'shop' });
new AlertException(chart, 'inventory', {
  name: 'inventory',
  description: 'The inventory scans all addresses',
  events: decoy.alert.events.where(EventFields.SOURCE_NAMESPACE.equalTo('inventory')),
  during: TimeWindow.from(new Date('2026-12-01T08:00:00Z')),
});
app.synth();
