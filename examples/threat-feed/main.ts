import { App, Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  LogSettings,
  ThreatFeedChart,
  VerifierRole,
  VerifierSubject,
} from 'cdk8s-calico-threat-defense';

// At this level, flow logs have the addresses outside of the cluster, so the feed also matches allowed connections.
const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
const release = CalicoRelease.enterprise('3.24');
const cluster = CalicoCluster.managed({ name: 'acme.eks-test', release, logs });

const app = new App();
const exercise = new ThreatFeedChart(app, 'threat-feed', { cluster });

// What a pipeline needs to verify the exercise, and nothing else. An administrator applies it.
new VerifierRole(new Chart(app, 'rbac'), 'verifier', {
  cluster,
  probe: exercise.probe,
  subjects: [VerifierSubject.serviceAccount({ namespace: 'ci', name: 'drill' })],
});
app.synth();
