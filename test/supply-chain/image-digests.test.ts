import { App, Chart, Testing } from 'cdk8s';
import {
  AdJobsDeployment,
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  Decoy,
  DemoTarget,
  NetshootScanner,
  ScanRun,
  ScanTarget,
  type WorkloadOptions,
} from '../../src';
import { captureStderr, type Synthesized } from '../support';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.14') });
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
});
