import { App, Chart, Cron, Duration, Testing } from 'cdk8s';
import {
  AlertRule,
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  Detector,
  DetectorAlert,
  DetectorAlertTemplate,
  FlowFields,
  GlobalAlert,
  GlobalAlertTemplate,
  Metric,
  NetshootScanner,
  ScanRun,
} from '../../src';
import type { Synthesized } from '../support';

/** Each way to run a scan, by the name that the matrix has for it. */
export const RUNS: Readonly<Record<string, () => ScanRun>> = {
  pod: () => ScanRun.pod(),
  'on-demand': () => ScanRun.onDemand(),
  once: () => ScanRun.once(),
  schedule: () => ScanRun.schedule(Cron.hourly()),
};

/** The topologies, each with a cluster of a release. */
export const CLUSTERS: Readonly<Record<string, (release: CalicoRelease) => CalicoCluster>> = {
  managed: (release) => CalicoCluster.managed({ name: 'acme.aks-prod', release }),
  standalone: (release) => CalicoCluster.standalone({ release }),
  management: (release) => CalicoCluster.management({ release }),
};

/** The parts of what is emitted: module 7, alerts beside it, and a scanner of each run. */
export const PARTS = ['module', 'alerts', ...Object.keys(RUNS)];

/** Writes all parts for a cluster into a folder, as `synth` does, and gives their objects. */
export function emit(outdir: string, topology: string, release: string): Map<string, Synthesized[]> {
  const cluster = clusterOf(topology, release);
  const app = new App({ outdir });
  const module = new AnomalyDetectionChart(app, 'module', { cluster });
  const charts: [part: string, chart: Chart][] = [
    ['module', module],
    ['alerts', alertsChart(app, cluster)],
  ];
  for (const [name, run] of Object.entries(RUNS)) {
    const chart = new Chart(app, name);
    chart.addDependency(module);
    CalicoCluster.provide(chart, cluster);
    new NetshootScanner(chart, 'scanner', {
      name: `scanner-${name}`,
      target: module.demoTarget.scanTarget,
      run: run(),
      restrictEgress: true,
      detectedBy: module.adJobs ?? module.alert,
    });
    charts.push([name, chart]);
  }
  app.synth();
  return new Map(charts.map(([part, chart]) => [part, Testing.synth(chart)]));
}

/** Alerts of one's own: a rule and its template, and where the release has Calico's detectors, one of those and its template. */
function alertsChart(app: App, cluster: CalicoCluster): Chart {
  const chart = new Chart(app, 'alerts');
  CalicoCluster.provide(chart, cluster);
  const rule = AlertRule.flows({
    query: FlowFields.DEST_PORT.equalTo(22),
    aggregateBy: ['source_namespace', 'source_name_aggr'],
    condition: Metric.sum('num_flows').greaterThan(0),
  });
  const props = {
    name: 'network.ssh',
    rule,
    description: 'SSH',
    period: Duration.minutes(10),
    lookback: Duration.minutes(20),
  };
  new GlobalAlert(chart, 'alert', props);
  new GlobalAlertTemplate(chart, 'template', props);
  if (cluster.release._features.anomalyDetection === 'global-alerts') {
    new DetectorAlert(chart, 'detector', { detector: Detector.of('dns_latency') });
    new DetectorAlertTemplate(chart, 'detector-template', { detector: Detector.of('dns_latency') });
  }
  return chart;
}

function clusterOf(topology: string, release: string): CalicoCluster {
  const make = CLUSTERS[topology];
  if (make === undefined) {
    throw new Error(`no topology ${topology}`);
  }
  return make(CalicoRelease.parse(release));
}
