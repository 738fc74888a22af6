import { App, Chart, Duration } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  LogSettings,
  PortScanAlert,
  ThreatDefenseLogSettings,
} from '../../../src';

const logs = LogSettings.of({
  flowLogsFlushInterval: Duration.seconds(10),
  dnsLogsFlushInterval: Duration.seconds(10),
  allowedFlows: FlowAggregation.BY_SOURCE,
  tcpStatistics: true,
});
const release = CalicoRelease.enterprise('3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });

const app = new App();
const chart = new Chart(app, 'threat-defense');
CalicoCluster.provide(chart, cluster);
new ThreatDefenseLogSettings(chart, 'log-settings');
new PortScanAlert(chart, 'port-scan');
app.synth();
