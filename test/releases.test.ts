import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import { releasesPage } from '../docs/generator/releases-page';
import { AnomalyDetectionChart, CalicoCluster, CalicoRelease, PortScanAlert, type PortScanMethod } from '../src';
import { enterpriseBands } from '../src/calico';
import { captureStderr, messageOf, type Synthesized, testChart } from './support';

type Topology = 'managed' | 'standalone' | 'management';
const TOPOLOGIES: readonly Topology[] = ['managed', 'standalone', 'management'];

const DEMO = ['Namespace dev', 'Deployment dev-nginx', 'Service nginx-svc', 'Pod netshoot'];
const DETECTOR = 'GlobalAlert tigera.io.detector.port-scan';
const RULE = 'GlobalAlert network.port-scan';
const NO_ALERT = 'workshop/alert-left-out';
const NO_JOBS = 'workshop/ad-jobs-left-out';
const OLD_SETTINGS = 'ad-jobs/other-generation';
const IDLE_SETTINGS = 'ad-jobs/disabled-job-setting';
const UNPUBLISHED = 'ad-jobs/image-unpublished';
const SUPERSEDED = 'ad-jobs/superseded';

function jobs(namespace: string): string[] {
  return [
    'NetworkPolicy tigera-intrusion-detection/allow-tigera.allow-anomaly-detection',
    `NetworkPolicy ${namespace}/allow-tigera.elasticsearch-access-anomaly-detection`,
    'Deployment tigera-intrusion-detection/ad-jobs-deployment',
  ];
}

/** What module 7 is on a release: how it detects, and the rules of the notices and warnings about it. */
const RELEASES: readonly [release: string, detectedBy: 'jobs' | 'detector' | 'rule', rules: readonly string[]][] = [
  ['3.7', 'jobs', [NO_ALERT, IDLE_SETTINGS]],
  ['3.8', 'jobs', [NO_ALERT, UNPUBLISHED, IDLE_SETTINGS]],
  ['3.9', 'jobs', [NO_ALERT, IDLE_SETTINGS]],
  ['3.10', 'jobs', [NO_ALERT, IDLE_SETTINGS]],
  ['3.11', 'jobs', [NO_ALERT, OLD_SETTINGS, IDLE_SETTINGS]],
  ['3.12', 'jobs', [NO_ALERT, OLD_SETTINGS, IDLE_SETTINGS]],
  ['3.13', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['3.14', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['3.15', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['3.16', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['3.17', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['3.18.0', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['3.18.0-1.1', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['3.18.0-2.0', 'rule', [NO_JOBS]],
  ['3.18.1', 'rule', [NO_JOBS]],
  ['3.19', 'rule', [NO_JOBS]],
  ['3.20', 'rule', [NO_JOBS]],
  ['3.21', 'rule', [NO_JOBS]],
  ['3.22', 'rule', [NO_JOBS]],
  ['3.23.0', 'rule', [NO_JOBS]],
  ['3.23.0-2.0', 'rule', [NO_JOBS]],
  ['3.23.1', 'rule', [NO_JOBS]],
  ['3.24.0-1.0', 'rule', [NO_JOBS]],
  ['cloud-3.12', 'jobs', [NO_ALERT, OLD_SETTINGS, IDLE_SETTINGS]],
  ['cloud-3.14', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['cloud-17.0.0', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['cloud-18.0.0', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['cloud-18.2.0', 'detector', [SUPERSEDED, OLD_SETTINGS, IDLE_SETTINGS]],
  ['cloud-18.3.0', 'rule', [NO_JOBS]],
  ['cloud-23.0.1', 'rule', [NO_JOBS]],
];

const every = RELEASES.flatMap(([release, detectedBy, rules]) =>
  TOPOLOGIES.map((topology) => ({ release, topology, detectedBy, rules })),
);
const possible = every.filter(({ release, topology }) => topology === 'managed' || !release.startsWith('cloud-'));

function clusterOf(release: string, topology: Topology): CalicoCluster {
  return CalicoCluster[topology]({ name: 'acme.aks-prod', release: CalicoRelease.parse(release) });
}

function moduleSeven(release: string, topology: Topology): Synthesized[] {
  return Testing.synth(
    new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster: clusterOf(release, topology) }),
  );
}

function titleOf({ kind, metadata }: Synthesized): string {
  const system = metadata.namespace?.startsWith('tigera-');
  return `${kind} ${system ? `${metadata.namespace}/` : ''}${metadata.name}`;
}

describe('module 7 on every release and topology', () => {
  const stderr = captureStderr();

  it.each(possible)('is what works there: $release, $topology', ({ release, topology, detectedBy, rules }) => {
    const objects = moduleSeven(release, topology);
    const namespace = topology === 'managed' ? 'tigera-guardian' : 'tigera-elasticsearch';
    const expected = {
      jobs: [...jobs(namespace), ...DEMO],
      detector: [DETECTOR, ...jobs(namespace), ...DEMO],
      rule: [RULE, ...DEMO],
    };
    expect(objects.map(titleOf)).toEqual(expected[detectedBy]);
    expect([...stderr().matchAll(/ \[([\w/-]+)\]$/gm)].map(([, rule]) => rule)).toEqual(rules);
    const name = topology === 'managed' ? 'acme.aks-prod' : 'cluster';
    for (const { metadata } of objects) {
      expect(metadata.annotations).toMatchObject({
        'calico-threat-defense/release': CalicoRelease.parse(release).toString(),
        'calico-threat-defense/topology': topology,
        'calico-threat-defense/cluster': name,
      });
    }
  });

  const impossible = every.filter((row) => !possible.includes(row));
  it.each(impossible)(
    'is refused where Calico Cloud has no such clusters: $release, $topology',
    ({ release, topology }) => {
      expect(messageOf(() => clusterOf(release, topology))).toContain('[cluster/cloud-is-managed]');
    },
  );

  it.each(enterpriseBands())('is, for the release of each band, as in the snapshot: %s', (release) => {
    const detecting = (topology: Topology) =>
      moduleSeven(release, topology)
        .filter((object) => !DEMO.includes(titleOf(object)))
        .map(({ metadata: { annotations: _, ...metadata }, ...object }) => ({ metadata, ...object }));
    expect(detecting('managed')).toMatchSnapshot('managed');
    expect(detecting('standalone')).toMatchSnapshot('standalone');
    expect(detecting('management')).toEqual(detecting('standalone'));
  });

  it('says nothing that 3.24 refuses', () => {
    expect(JSON.stringify(moduleSeven('3.24', 'managed'))).not.toMatch(/AnomalyDetection"|detector|allow-tigera/);
  });
});

describe('PortScanAlert by itself', () => {
  captureStderr();

  it.each(possible)('detects on $release, $topology', ({ release, topology, detectedBy }) => {
    const alert = new PortScanAlert(testChart(), 'alert', { cluster: clusterOf(release, topology) });
    const method: `${PortScanMethod}` = detectedBy === 'detector' ? 'detector' : 'flow-logs';
    expect(alert.method).toBe(method);
  });
});

describe('docs/releases.md', () => {
  captureStderr();

  it('is what `npm run docs` makes', () => {
    expect(readFileSync(join(__dirname, '..', 'docs', 'releases.md'), 'utf8')).toBe(releasesPage());
  });
});
