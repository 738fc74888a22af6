import { App, Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  KnownFeed,
  LogSettings,
  PolicySelector,
  ThreatFeedChart,
  VerifierRole,
  VerifierSubject,
} from '../../../src';

const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
const cluster = CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.24'), logs });

const app = new App();
const exercise = new ThreatFeedChart(app, 'threat-feed', {
  cluster,
  knownFeed: KnownFeed.FEODO,
  protect: PolicySelector.pods(),
  demoNamespace: 'feed-drill',
});
new VerifierRole(new Chart(app, 'rbac'), 'verifier', {
  cluster,
  probe: exercise.probe,
  subjects: [VerifierSubject.group('drill')],
});
process.stderr.write(`${exercise.probe.probeCommand}\n`);
app.synth();
