import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, NetshootScanner, PortRange, PortScanAlert, ScanTarget } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const chart = new Chart(new App(), 'drill');
const alert = new PortScanAlert(chart, 'port-scan', { cluster });
new NetshootScanner(chart, 'scanner', {
  target: ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } }),
  ports: PortRange.of(1, 100),
  detectedBy: alert,
  image: 'nicolaka/netshoot',
});
