import { App, Chart, Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, FlowAggregation, LogSettings, ThreatDefenseLogSettings } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });
const settings = LogSettings.of({
  flowLogsFlushInterval: Duration.seconds(10),
  allowedFlows: FlowAggregation.BY_SOURCE,
});

const chart = new Chart(new App(), 'settings');
const logSettings = new ThreatDefenseLogSettings(chart, 'log-settings', { cluster, settings });
process.stderr.write(`${logSettings.patchCommand}\n`);
