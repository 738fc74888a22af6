import { App, Chart, Duration } from 'cdk8s';
import {
  AdJob,
  AdJobsDeployment,
  AlertRule,
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  FlowFields,
  GlobalAlert,
  Metric,
  NetshootScanner,
  PortRange,
  ScanRun,
  ScanTarget,
} from 'cdk8s-calico-threat-defense';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.14');
const app = new App();

// Module 7 of the workshop, whole.
new AnomalyDetectionChart(app, 'anomaly-detection', {
  cluster: CalicoCluster.managed({ name: 'acme.aks-prod', release }),
});

// Parts of it, with values of one's own, for a second cluster.
const chart = new Chart(app, 'threat-defense');
CalicoCluster.provide(chart, CalicoCluster.managed({ name: 'acme.eks-test', release }));

new AdJobsDeployment(chart, 'ad-jobs', {
  settings: { portScanThreshold: 100, trainInterval: Duration.hours(1) },
  disabledJobs: [AdJob.L7_LATENCY, AdJob.L7_BYTES],
});

new NetshootScanner(chart, 'scanner', {
  target: ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } }),
  ports: PortRange.of(1, 200),
  run: ScanRun.onDemand(),
});

new GlobalAlert(chart, 'ssh', {
  name: 'network.ssh',
  description: 'SSH from ${source_namespace} to ${dest_namespace}',
  severity: 80,
  rule: AlertRule.flows({
    query: FlowFields.DEST_PORT.equalTo(22).and(FlowFields.ACTION.equalTo('allow')),
    aggregateBy: ['source_namespace', 'dest_namespace'],
    condition: Metric.sum('num_flows').greaterThan(0),
  }),
});

app.synth();
