import { App } from 'cdk8s';
import { CalicoCluster, CalicoRelease, FlowAggregation, LogSettings, ThreatFeedChart } from '../../../src';

const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });

const app = new App();
new ThreatFeedChart(app, 'threat-feed', { cluster });
app.synth();
