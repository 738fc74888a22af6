import { App } from 'cdk8s';
import { CalicoCluster, CalicoRelease, FlowAggregation, LogSettings, ThreatFeedChart } from '../../../src';

const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });

const app = new App();
const { probe } = new ThreatFeedChart(app, 'threat-feed', { cluster });
process.stderr.write(`${probe.controlCommand}\n${probe.probeCommand}\n`);
app.synth();
