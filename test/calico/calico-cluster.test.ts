import { Construct } from 'constructs';
import { CalicoCluster, CalicoRelease, CalicoTopology } from '../../src/calico';
import { captureStderr, managedCluster, messageOf, testChart } from '../support';

const release = CalicoRelease.enterprise('3.14');

describe('CalicoCluster', () => {
  const stderr = captureStderr();

  it('is managed, with a name of its own', () => {
    const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });
    expect([cluster.topology, cluster.name, cluster.release]).toEqual([
      CalicoTopology.MANAGED,
      'acme.aks-prod',
      release,
    ]);
  });

  it('is standalone or a management cluster, and then called cluster', () => {
    const [standalone, management] = [CalicoCluster.standalone({ release }), CalicoCluster.management({ release })];
    expect([standalone.topology, standalone.name]).toEqual([CalicoTopology.STANDALONE, 'cluster']);
    expect([management.topology, management.name]).toEqual([CalicoTopology.MANAGEMENT, 'cluster']);
  });

  const where =
    'use the value of CLUSTER_NAME in Deployment intrusion-detection-controller, namespace tigera-intrusion-detection';
  const form = `must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit; ${where} [cluster/name]`;
  const placeholder = `is still a placeholder, so no logs would be found; ${where} [cluster/name-placeholder]`;
  it.each([
    ['', `"": must not be empty; ${where} [cluster/name]`],
    ['my cluster', `"my cluster": ${form}`],
    ['a\nb', `"a\\nb": ${form}`],
    ['"quoted"', `"\\"quoted\\"": ${form}`],
    ["it's", `"it's": ${form}`],
    ['$NAME', `"$NAME": ${placeholder}`],
    ['{{ name }}', `"{{ name }}": ${placeholder}`],
    ['Acme', `"Acme": ${form}`],
    ['-acme', `"-acme": ${form}`],
    ['acme.', `"acme.": ${form}`],
    ['a..b', `"a..b": ${form}`],
    ['CLUSTERNAME', `"CLUSTERNAME": ${placeholder}`],
    ['$CALICOCLUSTERNAME', `"$CALICOCLUSTERNAME": ${placeholder}`],
    ['$CALICOacme', `"$CALICOacme": ${placeholder}`],
    ['\u001b[31mred', `"\\u001b[31mred": ${form}`],
    [
      'a'.repeat(300),
      `"${'a'.repeat(79)}… (302 characters): must be no more than 253 characters (RFC 1123 subdomain); ${where} [cluster/name]`,
    ],
  ])('refuses the name %j', (name, rest) => {
    expect(messageOf(() => CalicoCluster.managed({ name, release }))).toBe(
      `CalicoCluster: 1 problem\n  name = ${rest}`,
    );
  });

  it('takes a name of 253 characters, and one that only looks like a placeholder', () => {
    expect(CalicoCluster.managed({ name: 'a'.repeat(253), release }).name).toHaveLength(253);
    expect(CalicoCluster.managed({ name: 'clustername', release }).name).toBe('clustername');
  });

  const ASK =
    'ask whoever connected the cluster to its management cluster or to Calico Cloud: since Calico Enterprise 3.17.1 and Calico Cloud 17.0.0, no object on the cluster is known to contain its name';

  it.each([
    ['3.17.0', where],
    ['3.17.1', ASK],
    ['3.24', ASK],
    ['cloud-3.16', where],
    ['cloud-17.0.0', ASK],
  ])('says where the name is found on %s', (text, place) => {
    const make = (name: string) => () => CalicoCluster.managed({ name, release: CalicoRelease.parse(text) });
    expect(messageOf(make('$NAME'))).toMatch(new RegExp(`no logs would be found; ${place} \\[`));
    expect(messageOf(make('A B'))).toContain(`; ${place} [cluster/name]`);
    make('aks-prod')();
    expect(stderr()).toBe(
      `CalicoCluster: 1 warning\n  name = "aks-prod": contains no dot, so it may not be the name under which logs are stored, which is <tenant>.<cluster> on Calico Cloud. Module 0 of the workshop exports the AKS cluster's own name as CLUSTERNAME, and that is a different one. If it is wrong, ${place} [cluster/name-without-tenant]\n`,
    );
  });

  it.each([
    ['3.11', 'aks-prod'],
    ['3.12', 'acme.aks-prod'],
    ['cloud-20.3.0', 'acme.aks-prod'],
  ])('takes, on %s, the name %s without a warning', (text, name) => {
    CalicoCluster.managed({ name, release: CalicoRelease.parse(text) });
    expect(stderr()).toBe('');
  });

  it('warns of many names without a tenant a limited number of times', () => {
    for (let index = 0; index < 100; index++) {
      CalicoCluster.managed({ name: `c${index}`, release: CalicoRelease.parse('3.22') });
    }
    const warnings = stderr().match(/name-without-tenant/g) ?? [];
    expect(warnings.length).toBeLessThanOrEqual(20);
    expect(stderr()).toContain('further ones are not reported');
  });

  it('warns of 20 names without a tenant, and says so with the last one', () => {
    jest.isolateModules(() => {
      const fresh = jest.requireActual<typeof import('../../src/calico')>('../../src/calico');
      for (let index = 1; index <= 22; index++) {
        fresh.CalicoCluster.managed({ name: `c${index}`, release: fresh.CalicoRelease.parse('3.22') });
      }
    });
    const warned = [...stderr().matchAll(/name = "(c\d+)": (.*)/g)];
    expect(warned.map(([, name]) => name)).toEqual(Array.from({ length: 20 }, (_, index) => `c${index + 1}`));
    const more = '; this is name 20 without a dot; further ones are not reported [cluster/name-without-tenant]';
    expect(warned.map(([, , message = '']) => message.endsWith(more))).toEqual([...Array(19).fill(false), true]);
  });

  it.each(['standalone', 'management'] as const)('is never a %s cluster of Calico Cloud', (topology) => {
    expect(messageOf(() => CalicoCluster[topology]({ release: CalicoRelease.cloud('18.3.0') }))).toBe(
      `CalicoCluster: 1 problem\n  topology = "${topology}": Calico Cloud 18.3.0 only has managed clusters; use the topology managed, with the name of the cluster [cluster/cloud-is-managed]`,
    );
  });

  it('is found at the nearest construct above that provides one', () => {
    const [far, near] = [managedCluster(), managedCluster()];
    const chart = testChart();
    const inner = new Construct(new Construct(chart, 'outer'), 'inner');
    CalicoCluster.provide(chart, far);
    expect(CalicoCluster.of(inner)).toBe(far);
    CalicoCluster.provide(inner, near);
    expect(CalicoCluster.of(inner)).toBe(near);
    expect(CalicoCluster.of(chart)).toBe(far);
  });

  it('is missing where no construct provides one', () => {
    const chart = testChart();
    const inner = new Construct(chart, 'inner');
    expect(messageOf(() => CalicoCluster.of(inner))).toBe(
      'test/inner: 1 problem\n  cluster: is not set, and no parent construct provides one; pass it, or call CalicoCluster.provide(scope, cluster) [cluster/missing]',
    );
    expect(CalicoCluster._find(inner)).toBeUndefined();
  });

  it.each([
    ['managed', { release: '3.14', name: 'a.b' }, 'release = "3.14": must be a CalicoRelease'],
    ['managed', { release }, 'name: must be a string'],
    ['standalone', { release: null }, 'release = null: must be a CalicoRelease'],
    ['management', undefined, 'props'],
  ] as const)('is refused by %s with props of the wrong type: %j', (topology, props, problem) => {
    expect(messageOf(() => CalicoCluster[topology](props as never))).toContain(problem);
  });

  it('may be given the name of a managed cluster when it is not one', () => {
    const props = { release, name: 'acme.aks-prod' };
    expect(CalicoCluster.standalone(props).name).toBe('cluster');
  });

  it.each([
    ['scope', undefined, managedCluster()],
    ['cluster', testChart(), 'acme'],
  ])('is not provided with a wrong %s', (name, scope, cluster) => {
    expect(messageOf(() => CalicoCluster.provide(scope as never, cluster as never))).toMatch(
      new RegExp(`\\n  ${name}\\b.*\\[argument/type\\]`),
    );
  });

  it('is certainly the same as another one if it is managed under the same name', () => {
    const standalone = CalicoCluster.standalone({ release });
    expect(managedCluster('3.14')._identity).toBe(managedCluster('3.22')._identity);
    expect(managedCluster('3.14', 'a.b')._identity).not.toBe(managedCluster('3.14', 'a.c')._identity);
    expect(standalone._identity).toBe(standalone);
    expect(standalone._identity).not.toBe(CalicoCluster.standalone({ release })._identity);
    expect(CalicoCluster.management({ release })._identity).not.toBe(CalicoCluster.management({ release })._identity);
  });

  it('is found by another copy of the library', () => {
    const chart = testChart();
    const cluster = managedCluster();
    CalicoCluster.provide(chart, cluster);
    jest.isolateModules(() => {
      const copy = jest.requireActual<typeof import('../../src/calico')>('../../src/calico');
      expect(copy.CalicoCluster._find(chart)).toBe(cluster);
    });
  });

  it('can be provided anew', () => {
    const [first, second] = [managedCluster(), managedCluster()];
    const chart = testChart();
    CalicoCluster.provide(chart, first);
    CalicoCluster.provide(chart, second);
    expect(CalicoCluster.of(chart)).toBe(second);
  });
});
