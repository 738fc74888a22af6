import { App, Chart } from 'cdk8s';
import { AlertException, CalicoCluster, CalicoRelease, EventFields, PortScanAlert, TimeWindow } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'alerts');
const alert = new PortScanAlert(chart, 'port-scan', { cluster });

new AlertException(chart, 'known-scanner', {
  cluster,
  name: 'known-scanner',
  description: 'Weekly scan by the security team, SEC-142',
  events: alert.events.where(EventFields.SOURCE_NAMESPACE.equalTo('security-tools')),
  during: TimeWindow.between(new Date('2026-12-01T08:00:00Z'), new Date('2026-12-08T08:00:00Z')),
});
app.synth();
