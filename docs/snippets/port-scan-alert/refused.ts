import { App, Chart, Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, PortScanAlert, PortScanMethod } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.22') });

new PortScanAlert(new Chart(new App(), 'alerts'), 'port-scan', {
  cluster,
  method: PortScanMethod.DETECTOR,
  period: Duration.seconds(30),
  severity: 0,
});
