import { checkAdJobs } from '../../../src/kinds/ad-jobs';
import { managedCluster } from '../../support';
import { CONTAINER, CONTAINER_KEYS, deployment, found, IMAGE, NAMED } from './jobs-manifest';

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

  it('is not known where it grows beyond what a program can be started with', () => {
    const doubled = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `V${index + 1}`, value: `$(V${index})$(V${index})` }));
    const named = (last: number) => ({ name: 'CLUSTER_NAME', value: `$(V${last})` });
    const first = { name: 'V0', value: 'A B' };
    expect(foundIn([first, ...doubled(15), named(15)])).toEqual(['cluster/name env[CLUSTER_NAME]']);
    expect(foundIn([first, ...doubled(60), named(60)])).toEqual([]);
    const once = { name: 'V0', value: 'x'.repeat(100_000) };
    expect(foundIn([once, { name: 'CLUSTER_NAME', value: '$(V0)'.repeat(100_000) }])).toEqual([]);
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

describe('an entry of env that the API server refuses', () => {
  it.each([null, {}, { value: 'x' }, { name: null, value: 'x' }])('has no name: %j', (entry) => {
    expect(foundIn([NAMED, entry])).toEqual(['ad-jobs/variable-name env[1].name']);
  });

  it('has an empty valueFrom', () => {
    expect(foundIn([{ name: 'CLUSTER_NAME', valueFrom: {} }])).toEqual(['workload/env-value env[0].valueFrom']);
  });
});
