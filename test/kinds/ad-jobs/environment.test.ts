import { CalicoCluster, CalicoRelease } from '../../../src';
import type { Manifest } from '../../../src/base';
import { fieldPath } from '../../../src/base';
import { checkAdJobs, checkAdJobsManifest, runsAdJobs } from '../../../src/kinds/ad-jobs';
import { managedCluster } from '../../support';

const IMAGE = 'quay.io/tigera/anomaly_detection_jobs:v3.12.0';
const NAMED = { name: 'CLUSTER_NAME', value: 'acme.aks-prod' };
const CONTAINER = 'spec.template.spec.containers[0]';
const CONTAINER_KEYS = ['spec', 'template', 'spec', 'containers', 0];

function deployment(...containers: object[]): Manifest {
  return { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: { containers } } } };
}

function found(manifest: Manifest, release = '3.12'): string[] {
  return checkAdJobsManifest(manifest, managedCluster(release)).map(({ rule, keys }) => `${rule} ${fieldPath(keys)}`);
}

/** What is found in the container of the jobs, with its variables and other fields. */
function foundIn(env: unknown, others: object = {}): string[] {
  return found(deployment({ image: IMAGE, env, ...others })).map((text) => text.replace(`${CONTAINER}.`, ''));
}

describe('a value of a variable', () => {
  it.each([
    [{ name: 'CLUSTER_NAME', value: '' }],
    [{ name: 'CLUSTER_NAME', value: null }],
    [{ name: 'CLUSTER_NAME' }],
    [{ name: 'CLUSTER_NAME', value: null, valueFrom: null }],
  ])('is empty where there is none: %j', (entry) => {
    const [finding, ...others] = checkAdJobs(deployment({ image: IMAGE, env: [entry] }), managedCluster('3.12'));
    expect(finding).toMatchObject({
      rule: 'cluster/name',
      keys: [...CONTAINER_KEYS, 'env', { itemName: 'CLUSTER_NAME' }],
      value: '',
    });
    expect(others).toEqual([]);
  });

  it.each([12345, 0, -0.5, true, false, [], ['x'], {}, { a: 'b' }])('is a string: %j', (value) => {
    for (const name of ['CLUSTER_NAME', 'AD_max_docs', 'MY_OWN']) {
      const env = [...(name === 'CLUSTER_NAME' ? [] : [NAMED]), { name, value }];
      expect(foundIn(env)).toEqual([`workload/env-value env[${env.length - 1}].value`]);
    }
  });

  it.each(['sidecar', 'init'])('is a string in other containers too: %s', (where) => {
    const other = { image: 'registry.example.com/proxy', env: [{ name: 'LEVEL', value: 3 }] };
    const pod = { containers: [{ image: IMAGE, env: [NAMED] }], initContainers: where === 'init' ? [other] : [] };
    const at = where === 'init' ? 'initContainers[0]' : 'containers[1]';
    const manifest =
      where === 'init' ? { ...deployment(), spec: { template: { spec: pod } } } : deployment(...pod.containers, other);
    expect(found(manifest)).toEqual([
      `workload/env-value spec.template.spec.${at}.env[0].value`,
      `workload/image spec.template.spec.${at}.image`,
    ]);
  });

  it('comes from one place', () => {
    const valueFrom = { configMapKeyRef: { name: 'x', key: 'y' } };
    expect(foundIn([{ name: 'CLUSTER_NAME', value: 'x', valueFrom }])).toEqual(['workload/env-value env[0].value']);
    expect(foundIn([{ name: 'CLUSTER_NAME', value: '', valueFrom }])).toEqual([]);
  });

  it('is not known where it comes from elsewhere', () => {
    const valueFrom = { secretKeyRef: { name: 'x', key: 'y' } };
    expect(
      foundIn([
        { name: 'CLUSTER_NAME', valueFrom },
        { name: 'AD_max_docs', valueFrom },
      ]),
    ).toEqual([]);
  });

  it('may come from a map or a secret as a whole', () => {
    const source = { configMapRef: { name: 'x' } };
    expect(foundIn(undefined, { envFrom: [source] })).toEqual([]);
    expect(foundIn([], { envFrom: [{ ...source, prefix: 'CLUSTER_' }] })).toEqual([]);
    expect(foundIn([], { envFrom: [{ ...source, prefix: 'AD_' }] })).toEqual(['ad-jobs/cluster-name-missing env']);
    expect(foundIn([], { envFrom: [] })).toEqual(['ad-jobs/cluster-name-missing env']);
    // What env says goes before what envFrom brings.
    expect(foundIn([{ name: 'CLUSTER_NAME', value: 'A B' }], { envFrom: [source] })).toEqual([
      'cluster/name env[CLUSTER_NAME]',
    ]);
  });

  it('may refer to a variable before it', () => {
    const reference = { name: 'CLUSTER_NAME', value: '$(TENANT).aks' };
    expect(foundIn([{ name: 'TENANT', value: 'acme' }, reference])).toEqual([]);
    expect(foundIn([{ name: 'TENANT', valueFrom: { fieldRef: {} } }, reference])).toEqual([]);
    expect(foundIn([reference], { envFrom: [{ configMapRef: { name: 'x' } }] })).toEqual([]);
    expect(foundIn([{ name: 'TENANT', value: 'A B' }, reference])).toEqual(['cluster/name env[CLUSTER_NAME]']);
    expect(foundIn([reference, { name: 'TENANT', value: 'acme' }])).toEqual([
      'cluster/name-placeholder env[CLUSTER_NAME]',
    ]);
    expect(
      foundIn([
        { name: 'TENANT', value: 'acme' },
        { ...reference, value: '$$(TENANT)' },
      ]),
    ).toEqual(['cluster/name-placeholder env[CLUSTER_NAME]']);
    expect(foundIn([NAMED, { name: 'AD_max_docs', value: '$(X_SERVICE_PORT)' }])).toEqual([]);
  });

  it.each(['0x10', '1e3', '0b11', '5.0', '', ' ', 'Infinity', 'many'])(
    'is a whole number as Python reads it: %j',
    (value) => {
      expect(foundIn([NAMED, { name: 'AD_max_docs', value }])).toEqual(['ad-jobs/setting-type env[AD_max_docs]']);
    },
  );

  it.each(['0x10', 'NaN', '', '1e'])('is a number as Python reads it: %j', (value) => {
    expect(foundIn([NAMED, { name: 'AD_DGA_SCORE_THRESHOLD', value }])).toEqual([
      'ad-jobs/setting-type env[AD_DGA_SCORE_THRESHOLD]',
    ]);
  });

  it.each(['.5', '1e-3', '0.5', '1.', '+1'])('may be written in another way: %j', (value) => {
    expect(foundIn([NAMED, { name: 'AD_DGA_SCORE_THRESHOLD', value }])).toEqual([]);
  });
});

describe('a variable that is set twice', () => {
  it('has the last value', () => {
    const [wrong, right] = [
      { name: 'AD_max_docs', value: 'many' },
      { name: 'AD_max_docs', value: '5' },
    ];
    expect(foundIn([NAMED, wrong, right])).toEqual(['workload/env-duplicate env[1].name']);
    expect(foundIn([NAMED, right, wrong])).toEqual([
      'ad-jobs/setting-type env[2].value',
      'workload/env-duplicate env[1].name',
    ]);
    expect(foundIn([{ name: 'CLUSTER_NAME', value: 'A B' }, NAMED])).toEqual(['workload/env-duplicate env[0].name']);
    expect(foundIn([NAMED, right, right, right])).toEqual([
      'workload/env-duplicate env[1].name',
      'workload/env-duplicate env[2].name',
    ]);
  });

  it('is turned off by the last list of jobs', () => {
    const disabled = (value: string) => ({ name: 'AD_DISABLED_JOBS', value });
    const threshold = { name: 'AD_port_scan_threshold', value: '5' };
    expect(foundIn([NAMED, disabled('port_scan'), disabled(''), threshold])).toEqual([
      'workload/env-duplicate env[1].name',
    ]);
  });
});

describe('the name of a variable', () => {
  const MISSING = 'ad-jobs/cluster-name-missing env';
  it.each([
    { name: 'acme.aks-prod', value: 'acme.aks-prod' },
    { name: 'acme.aks-prod', value: 'cluster' },
    { name: 'acme.aks-prod', value: 'x' },
    { name: 'acme.aks-prod' },
    { name: 'acme', value: 'acme' },
    { name: 'acme', value: 'cluster' },
  ])('may have been replaced by that of a cluster: %j', (entry) => {
    expect(foundIn([{ name: 'AD_max_docs', value: '5' }, entry])).toEqual([
      MISSING,
      'ad-jobs/unknown-variable env[1].name',
    ]);
    // Then the cluster has its name, and the other variable is somebody's own.
    expect(foundIn([NAMED, entry])).toEqual([]);
  });

  it.each([
    ['cluster_name', 'CLUSTER_NAME'],
    ['CLUSTERNAME', 'CLUSTER_NAME'],
    ['AD_PORT_SCAN_THRESHOLD', 'AD_port_scan_threshold'],
    ['AD_port_scan_treshold', 'AD_port_scan_threshold'],
  ])('may be misspelt: %s', (name, right) => {
    const env = [NAMED, { name, value: '5' }];
    expect(checkAdJobs(deployment({ image: IMAGE, env }), managedCluster('3.12'))).toMatchObject([
      {
        rule: 'ad-jobs/unknown-variable',
        severity: 'warning',
        message: `is not a variable of the AD jobs; did you mean ${right}?`,
      },
    ]);
  });

  it.each([
    { name: 'LOG_LEVEL', value: 'info' },
    { name: 'proxy', value: 'http://proxy' },
  ])("may be somebody's own: %j", (entry) => {
    expect(foundIn([entry])).toEqual([MISSING]);
  });

  it.each([
    ['500000', 'AD_max_docs'],
    ['acme.aks-prod', 'CLUSTER_NAME'],
    ['$CALICOCLUSTERNAME', 'CLUSTER_NAME'],
  ])('may have been swapped with its value: %s', (name, value) => {
    const swapped = foundIn([{ name, value }]).filter((text) => text !== MISSING);
    expect(swapped).toEqual([expect.stringMatching(/^ad-jobs\/variable-swapped env\[/)]);
  });

  it.each(['', 'A B', '1A', '..', '..a', '.', 7, null, true, undefined])('is refused: %j', (name) => {
    expect(foundIn([NAMED, { name, value: 'x' }])).toEqual(['ad-jobs/variable-name env[1].name']);
  });
});

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

describe('the path to Elasticsearch', () => {
  const GATEWAY = 'tigera-secure-es-gateway-http.tigera-elasticsearch.svc';
  const PATH = [['ad-jobs/elasticsearch-path', `${CONTAINER}.env[ELASTIC_HOST]`]];

  function foundOn(
    topology: 'managed' | 'standalone' | 'management',
    release: string,
    host: string,
    secretName?: string,
  ) {
    const cluster =
      topology === 'managed'
        ? managedCluster(release)
        : CalicoCluster[topology]({ release: CalicoRelease.parse(release) });
    const env = [
      { name: 'CLUSTER_NAME', value: cluster.name },
      { name: 'ELASTIC_HOST', value: host },
    ];
    const volumes = secretName === undefined ? undefined : [null, { emptyDir: {} }, { secret: { secretName } }];
    const spec = { template: { spec: { containers: [{ image: 'mine.example.com/jobs:1', env }], volumes } } };
    return checkAdJobs({ ...deployment(), spec }, cluster).map(({ rule, keys }) => [rule, fieldPath(keys)]);
  }

  it.each([
    ['managed', '3.12', GATEWAY, []],
    ['managed', '3.12', `${GATEWAY}.cluster.local`, []],
    ['standalone', '3.9', GATEWAY, []],
    ['managed', '3.8', GATEWAY, PATH],
    ['standalone', '3.8', GATEWAY, PATH],
    ['managed', '3.12', 'tigera-secure-es-http.tigera-elasticsearch.svc', PATH],
    ['standalone', '3.8', 'tigera-secure-es-http.tigera-elasticsearch.svc', []],
    ['managed', '3.12', 'tigera-guardian.tigera-guardian.svc', []],
    ['management', '3.12', 'tigera-guardian.tigera-guardian.svc', PATH],
    ['standalone', '3.8', 'tigera-guardian.tigera-guardian.svc.cluster.local', PATH],
    ['managed', '3.12', 'elasticsearch.example.com', []],
  ] as const)('of a %s cluster of %s is not at %s', (topology, release, host, expected) => {
    expect(foundOn(topology, release, host)).toEqual(expected);
  });

  it('is trusted by the certificate of its server', () => {
    const [old, now] = ['tigera-secure-es-http-certs-public', 'tigera-secure-es-gateway-http-certs-public'];
    const wrong = [['ad-jobs/elasticsearch-path', 'spec.template.spec.volumes[2].secret.secretName']];
    expect(foundOn('managed', '3.12', GATEWAY, now)).toEqual([]);
    expect(foundOn('managed', '3.12', GATEWAY, old)).toEqual(wrong);
    expect(foundOn('standalone', '3.8', 'x', now)).toEqual(wrong);
    expect(foundOn('standalone', '3.8', 'x', old)).toEqual([]);
    expect(foundOn('standalone', '3.8', 'x', 'my-certs')).toEqual([]);
  });
});

describe('an entry of env that the API server refuses', () => {
  it.each([null, {}, { value: 'x' }, { name: null, value: 'x' }])('has no name: %j', (entry) => {
    expect(foundIn([NAMED, entry])).toEqual(['ad-jobs/variable-name env[1].name']);
  });

  it('has an empty valueFrom', () => {
    expect(foundIn([{ name: 'CLUSTER_NAME', valueFrom: {} }])).toEqual(['workload/env-value env[0].valueFrom']);
  });
});
