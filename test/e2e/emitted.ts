import { App, Chart, Cron, Testing } from 'cdk8s';
import {
  AlertsChart,
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  type DemoTarget,
  NetshootScanner,
  ScanRun,
} from '../../src';
import type { Synthesized } from '../support';
import { alertsChart, blocksChart, capturesChart, decoysChart, feedsChart, probesChart } from './emitted-charts';
import { exceptionsChart, webhooksChart } from './emitted-event-charts';

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

/** The parts of what is emitted: module 7, what is beside it by kind, and a scanner of each run. */
export const PARTS = [
  ...[
    'module',
    'alerts',
    'feeds',
    'captures',
    'blocks',
    'decoys',
    'webhooks',
    'exceptions',
    'workshop-alerts',
    'probes',
  ],
  ...Object.keys(RUNS),
];

/** Writes all parts for a cluster into a folder, as `synth` does, and gives their objects. */
export function emit(outdir: string, topology: string, release: string): Map<string, Synthesized[]> {
  const cluster = clusterOf(topology, release);
  const app = new App({ outdir });
  const module = new AnomalyDetectionChart(app, 'module', { cluster });
  const charts: [part: string, chart: Chart][] = [
    ['module', module],
    ['alerts', alertsChart(app, cluster)],
    ['feeds', feedsChart(app, cluster)],
    ['captures', capturesChart(module, cluster)],
    ['blocks', blocksChart(app, cluster)],
    ['decoys', decoysChart(app, cluster)],
    ['webhooks', webhooksChart(app, cluster)],
    ['exceptions', exceptionsChart(app, cluster)],
    ['workshop-alerts', new AlertsChart(app, 'workshop-alerts', { cluster })],
    ['probes', probesChart(module, cluster)],
  ];
  for (const [name, run] of Object.entries(RUNS)) {
    const chart = new Chart(app, name);
    chart.addDependency(module);
    CalicoCluster.provide(chart, cluster);
    new NetshootScanner(chart, 'scanner', {
      name: `scanner-${name}`,
      target: (module.demoTarget as DemoTarget).scanTarget,
      run: run(),
      restrictEgress: true,
      detectedBy: module.adJobs ?? module.alert,
    });
    charts.push([name, chart]);
  }
  app.synth();
  return new Map(charts.map(([part, chart]) => [part, Testing.synth(chart)]));
}

function clusterOf(topology: string, release: string): CalicoCluster {
  const make = CLUSTERS[topology];
  if (make === undefined) {
    throw new Error(`no topology ${topology}`);
  }
  return make(CalicoRelease.parse(release));
}
