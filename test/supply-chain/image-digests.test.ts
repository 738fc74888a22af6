import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import {
  AdJobsDeployment,
  AlertsChart,
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  Decoy,
  DemoTarget,
  KnownFeed,
  NetshootScanner,
  Probe,
  ProbeAction,
  ScanRun,
  ScanTarget,
  ThreatFeed,
  ThreatFeedChart,
  ThreatFeedProbe,
  type WorkloadOptions,
} from '../../src';
import { captureStderr, type Synthesized } from '../support';

const root = resolve(__dirname, '..', '..');
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.14') });
const newer = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });
const target = ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });

/** Every construct that runs pods, by its own image. */
const CONSTRUCTS: Readonly<
  Record<string, { image: string; make: (chart: Chart, options: WorkloadOptions) => unknown }>
> = {
  AdJobsDeployment: {
    image: 'quay.io/tigera/anomaly_detection_jobs:v3.12.0',
    make: (chart, options) => new AdJobsDeployment(chart, 'c', { ...options, cluster }),
  },
  DemoTarget: {
    image: 'nginx:1.29.4',
    make: (chart, options) => new DemoTarget(chart, 'c', { ...options }),
  },
  Decoy: {
    image: 'nginxinc/nginx-unprivileged:1.29.4',
    make: (chart, options) => Decoy.service(chart, 'c', { ...options, cluster }),
  },
  Probe: {
    image: 'nicolaka/netshoot:v0.14',
    make: (chart, options) => {
      new Probe(chart, 'c', { ...options, cluster, namespace: 'dev', action: ProbeAction.lookup('example.com') });
    },
  },
  ThreatFeedProbe: {
    image: 'nicolaka/netshoot:v0.14',
    make: (chart, options) => {
      const feed = ThreatFeed.fromKnown(chart, 'feed', KnownFeed.FEODO, { cluster: newer });
      const control = ScanTarget.service({ namespace: 'shop', name: 'web' });
      return new ThreatFeedProbe(chart, 'c', { ...options, cluster: newer, feed, control });
    },
  },
  'NetshootScanner as a pod': {
    image: 'nicolaka/netshoot:v0.14',
    make: (chart, options) => new NetshootScanner(chart, 'c', { ...options, target }),
  },
  'NetshootScanner as a CronJob': {
    image: 'nicolaka/netshoot:v0.14',
    make: (chart, options) => new NetshootScanner(chart, 'c', { ...options, target, run: ScanRun.onDemand() }),
  },
};

/** The images of all containers, wherever they are. */
function imagesIn(value: unknown): string[] {
  return typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, below]) =>
        key === 'containers' ? below.map(({ image }: Synthesized) => image) : imagesIn(below),
      );
}

describe('an image by digest', () => {
  const stderr = captureStderr();

  it.each(
    Object.entries(CONSTRUCTS).flatMap(([name, { image, make }]) =>
      [image.replace(/:[^:]*$/, `@${DIGEST}`), `${image}@${DIGEST}`].map((pinned): [string, string, typeof make] => [
        name,
        pinned,
        make,
      ]),
    ),
  )('of %s: %s', (_, image, make) => {
    const synthesized = (options: WorkloadOptions) => {
      const chart = new Chart(new App(), 'test');
      make(chart, options);
      return imagesIn(Testing.synth(chart));
    };
    expect(synthesized({ image })).toEqual([image]);
    const mirrored = `r.example/mirror/${image.replace('quay.io/', '').replace(/^nginx(?=[:@])/, 'library/nginx')}`;
    expect(synthesized({ image, imageRegistry: 'r.example/mirror' })).toEqual([mirrored]);
    expect(stderr()).not.toMatch(/image/i);
  });

  it('of all pods of AnomalyDetectionChart', () => {
    const image = (path: string) => `registry.example.com/${path}@${DIGEST}`;
    const chart = new AnomalyDetectionChart(new App(), 'chart', {
      cluster,
      adJobsImage: image('tigera/anomaly_detection_jobs:v3.12.0'),
      demoTargetImage: image('nginx'),
      scannerImage: image('netshoot'),
    });
    const images = imagesIn(Testing.synth(chart));
    expect(new Set(images)).toEqual(
      new Set([image('tigera/anomaly_detection_jobs:v3.12.0'), image('nginx'), image('netshoot')]),
    );
  });

  it.each([
    ['AlertsChart', AlertsChart],
    ['ThreatFeedChart', ThreatFeedChart],
  ] as const)('of all pods of %s', (_, ChartOfPods) => {
    const image = (path: string) => `registry.example.com/${path}@${DIGEST}`;
    const props = { cluster: newer, demoTargetImage: image('nginx'), probeImage: image('netshoot') };
    const images = imagesIn(Testing.synth(new ChartOfPods(new App(), 'chart', props)));
    expect(new Set(images)).toEqual(new Set([image('nginx'), image('netshoot')]));
  });

  it('is accepted by all constructs that docs/security.md lists, and that is all with an image', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(root, 'src', path), 'utf8'));
    const withImage = sources.flatMap(
      (text) => /^export class (\w+)[\s\S]*public readonly image: string;/m.exec(text)?.[1] ?? [],
    );
    const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
    const [, listed = ''] = /^\| (.*) \| `image`, `imageRegistry` \|$/m.exec(page) ?? [];
    expect(withImage.length).toBeGreaterThan(5);
    expect(listed.split(', ')).toEqual(withImage.sort().map((name) => `\`${name}\``));
    const tested = Object.keys(CONSTRUCTS).map((name) => name.split(' ', 1)[0]);
    expect([...new Set(tested)].sort()).toEqual(withImage);
  });
});
