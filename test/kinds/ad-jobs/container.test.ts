import type { Manifest } from '../../../src/base';
import { checkAdJobsManifest, runsAdJobs } from '../../../src/kinds/ad-jobs';
import { managedCluster } from '../../support';
import { CONTAINER, CONTAINER_KEYS, deployment, found, IMAGE, NAMED } from './jobs-manifest';

describe('the container of the jobs', () => {
  const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:1.20.0' };
  const JOBS = { name: 'ad-jobs', image: IMAGE, env: [NAMED, { name: 'AD_max_docs', value: 'many' }] };
  const wrongAt = (index: number) => [`ad-jobs/setting-type spec.template.spec.containers[${index}].env[AD_max_docs]`];

  it('is found by its image, by its name, or by its variables', () => {
    expect(found(deployment(JOBS, PROXY))).toEqual(wrongAt(0));
    expect(found(deployment(PROXY, PROXY, JOBS))).toEqual(wrongAt(2));
    expect(found(deployment(PROXY, { ...JOBS, name: 'x', image: `mirror.example.com:5000/${IMAGE}` }))).toEqual(
      wrongAt(1),
    );
    expect(found(deployment(PROXY, { ...JOBS, image: 'mine.example.com/jobs:1' }))).toEqual(wrongAt(1));
    expect(found(deployment(PROXY, { ...JOBS, name: 'x', image: 'mine.example.com/jobs:1' }))).toEqual(wrongAt(1));
    expect(found(deployment(PROXY))).toEqual(['ad-jobs/cluster-name-missing spec.template.spec.containers[0].env']);
  });

  it.each([
    ['apps/v1', 'StatefulSet', 'spec.template.'],
    ['apps/v1', 'DaemonSet', 'spec.template.'],
    ['batch/v1', 'CronJob', 'spec.jobTemplate.spec.template.'],
    ['v1', 'Pod', ''],
  ])('is found in any workload: %s %s', (apiVersion, kind, path) => {
    const pod = { spec: { containers: [PROXY, JOBS] } };
    const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template: pod } } } : { template: pod };
    const manifest = kind === 'Pod' ? { apiVersion, kind, ...pod } : { apiVersion, kind, spec };
    expect(runsAdJobs(manifest)).toBe(true);
    expect(found(manifest)).toEqual([`ad-jobs/setting-type ${path}spec.containers[1].env[AD_max_docs]`]);
    expect(found(manifest, '3.22')).toEqual(['ad-jobs/removed kind']);
  });

  it.each<Manifest>([
    deployment(PROXY),
    { ...deployment(JOBS), apiVersion: 'example.com/v1' },
    { ...deployment(JOBS), kind: 'Rollout' },
    deployment({ image: 'quay.io/tigera/anomaly_detection_jobs_ui:v1' }),
    deployment({ image: 7 }),
    { apiVersion: 'constructor/v1', kind: 'Deployment' },
  ])('is not in other objects: %j', (manifest) => {
    expect(runsAdJobs(manifest)).toBe(false);
  });

  it('is told apart from a Deployment that only has the name', () => {
    const named = { ...deployment(PROXY), metadata: { name: 'ad-jobs-deployment' } };
    expect(runsAdJobs(named)).toBe(true);
    expect(runsAdJobs({ ...named, kind: 'StatefulSet' })).toBe(false);
  });
});

describe('the image of the jobs', () => {
  const of = (tag: string, release: string) =>
    found(deployment({ image: IMAGE.replace(/:.*/, tag), env: [NAMED] }), release);
  const OTHER = [`ad-jobs/image-release ${CONTAINER}.image`];

  it.each<[tag: string, release: string, expected: string[]]>([
    [':v3.12.0', '3.12', []],
    [':v3.12.3', '3.12', []],
    [':v3.11.0', '3.11', []],
    [':v3.7.0', '3.12', OTHER],
    [':v3.12.0', '3.7', OTHER],
    [':v3.11.2', '3.12', OTHER],
    [':v3.11.2-fips', '3.12', OTHER],
    [`:v3.11.2@sha256:${'0'.repeat(64)}`, '3.12', OTHER],
    [`@sha256:${'0'.repeat(64)}`, '3.12', []],
    [':mine', '3.12', []],
    [':v1.2.3', '3.12', []],
    // Of 3.8, no image was ever seen.
    [':v3.9.0', '3.8', []],
    [':v3.8.0', '3.8', [`ad-jobs/image-unpublished ${CONTAINER}.image`]],
    [':latest', '3.12', [`workload/image ${CONTAINER}.image`]],
    ['', '3.12', [`workload/image ${CONTAINER}.image`]],
  ])('%s on %s: %j', (tag, release, expected) => {
    expect(of(tag, release)).toEqual(expected);
  });

  it.each(['', null, undefined, 7])('is there, or the API server refuses the object: %j', (image) => {
    const manifest = {
      ...deployment({ name: 'ad-jobs', image, env: [NAMED] }),
      metadata: { name: 'ad-jobs-deployment' },
    };
    expect(checkAdJobsManifest(manifest, managedCluster('3.12'))).toMatchObject([
      { rule: 'workload/image', severity: 'error', keys: [...CONTAINER_KEYS, 'image'] },
    ]);
  });

  it('is that of 3.12, or its own, on releases that run the detectors from alerts', () => {
    for (const tag of [':v3.12.0', ':v3.14.0']) {
      expect(of(tag, '3.14')).toEqual(['ad-jobs/superseded kind']);
    }
    expect(of(':v3.16.0', '3.14')).toEqual(['ad-jobs/superseded kind', ...OTHER]);
    expect(of(':v3.12.0', 'cloud-18.0')).toEqual(['ad-jobs/superseded kind']);
  });
});
