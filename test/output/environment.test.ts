import { CalicoCluster, CalicoTopology, FlowAggregation, LogSettings } from '../../src';
import { levelOf } from '../../src/calico';
import { moduleFromEnvironment } from '../../src/output';
import { captureStderr, messageOf } from '../support';

const clusterFromEnvironment = (environment: Record<string, string | undefined>) =>
  moduleFromEnvironment(environment).cluster;

const RELEASE = { CALICO_RELEASE: '3.23' };

describe('the environment', () => {
  const stderr = captureStderr();

  it('is that of the process for CalicoCluster.fromEnvironment', () => {
    const before = process.env;
    process.env = { CLUSTERNAME: 'acme.eks', CALICO_RELEASE: 'cloud-23.0.1', CALICO_FLOW_LOGS_FLUSH_INTERVAL: '15s' };
    try {
      const { name, release, logs } = CalicoCluster.fromEnvironment();
      expect([name, `${release}`, logs.flowLogsFlushInterval.toSeconds()]).toEqual(['acme.eks', 'cloud-23.0.1', 15]);
      expect(stderr()).toBe('');
      process.env = { CLUSTERNAME: 'A B', CALICO_RELEASE: '3.1' };
      expect(messageOf(() => CalicoCluster.fromEnvironment())).toMatch(
        /^environment: 2 problems\n {2}CALICO_RELEASE = "3.1": .*\n {2}CLUSTERNAME = "A B": /,
      );
    } finally {
      process.env = before;
    }
  });

  it('names a managed cluster of 3.14 unless it says otherwise, with a notice', () => {
    const cluster = clusterFromEnvironment({ CLUSTERNAME: 'acme.aks-prod' });
    expect([cluster.name, cluster.topology, cluster.release.toString()]).toEqual([
      'acme.aks-prod',
      CalicoTopology.MANAGED,
      '3.14.0',
    ]);
    expect(stderr()).toBe(
      'environment: 1 notice\n  CALICO_RELEASE: is not set, so 3.14, the release of the workshop, was assumed; set it to the release of your cluster before you apply anything [environment/assumed-release]\n',
    );
  });

  it('says nothing where it names everything', () => {
    clusterFromEnvironment({ CLUSTERNAME: 'acme.aks-prod', CALICO_RELEASE: '3.14' });
    expect(stderr()).toBe('');
  });

  it('may leave out the name, with a notice', () => {
    expect(clusterFromEnvironment(RELEASE).name).toBe('example.my-cluster');
    expect(stderr()).toBe(
      "environment: 1 notice\n  CLUSTERNAME: is not set, so the example name example.my-cluster was used; set it to your cluster's name before you apply anything [environment/example-cluster-name]\n",
    );
  });

  it.each(['standalone', 'management'])('gives a %s cluster the name cluster, with a notice', (topology) => {
    const cluster = clusterFromEnvironment({ ...RELEASE, CLUSTERNAME: 'acme', CALICO_TOPOLOGY: topology });
    expect([cluster.topology, cluster.name]).toEqual([topology, 'cluster']);
    expect(stderr()).toBe(
      `environment: 1 notice\n  CLUSTERNAME = "acme": is ignored: a ${topology} cluster stores its own logs under the name cluster [environment/cluster-name-ignored]\n`,
    );
  });

  it.each(['standalone', 'management'])('says nothing of a %s cluster without a name', (topology) => {
    clusterFromEnvironment({ ...RELEASE, CALICO_TOPOLOGY: topology });
    expect(stderr()).toBe('');
  });

  it.each(['3.14', 'cloud-20.3.0'])('warns once of a name without a tenant on %s', (CALICO_RELEASE) => {
    expect(clusterFromEnvironment({ CLUSTERNAME: 'aks-prod', CALICO_RELEASE }).name).toBe('aks-prod');
    expect(stderr()).toMatch(
      /^environment: 1 warning\n {2}CLUSTERNAME = "aks-prod": contains no dot, .*AKS cluster's own name.*\[cluster\/name-without-tenant\]\n$/,
    );
  });

  it('may name a release of Calico Cloud', () => {
    const cluster = clusterFromEnvironment({ CLUSTERNAME: 'acme.eks', CALICO_RELEASE: 'cloud-18.3.0' });
    expect(cluster.release.displayName).toBe('Calico Cloud 18.3.0');
  });

  const noRelease =
    'is not a Calico release. Use major.minor, major.minor.patch or an early preview, such as 3.14, 3.18.1 or 3.18.0-2.0; for Calico Cloud, cloud-23.0.1 [release/unknown]';
  it.each([
    [{ CALICO_RELEASE: 'latest' }, `CALICO_RELEASE = "latest": ${noRelease}`],
    [{ CALICO_RELEASE: '3' }, `CALICO_RELEASE = "3": ${noRelease}`],
    [{ CALICO_RELEASE: 'v3.x' }, `CALICO_RELEASE = "v3.x": ${noRelease}`],
    [{ CALICO_RELEASE: '' }, `CALICO_RELEASE = "": ${noRelease}`],
    [
      { CALICO_RELEASE: '2.6' },
      'CALICO_RELEASE = "2.6": is older than 3.7, the oldest supported release. Use 3.7 or newer [release/unsupported]',
    ],
    [
      { CALICO_TOPOLOGY: 'manged' },
      'CALICO_TOPOLOGY = "manged": is not a valid topology: use managed, standalone, management; did you mean managed? [environment/unknown-topology]',
    ],
    [
      { CALICO_TOPOLOGY: '' },
      'CALICO_TOPOLOGY = "": is not a valid topology: use managed, standalone, management [environment/unknown-topology]',
    ],
    [
      { CLUSTERNAME: '' },
      'CLUSTERNAME = "": must not be empty; ask whoever connected the cluster to its management cluster or to Calico Cloud: since Calico Enterprise 3.17.1 and Calico Cloud 17.0.0, no object on the cluster is known to contain its name [cluster/name]',
    ],
    [
      { CALICO_RELEASE: 'cloud-18.3.0', CALICO_TOPOLOGY: 'standalone' },
      `CALICO_TOPOLOGY = "standalone": Calico Cloud 18.3.0 only has managed clusters; use the topology managed, with the name of the cluster [cluster/cloud-is-managed]`,
    ],
  ])('is refused: %j', (environment, line) => {
    const message = messageOf(() => clusterFromEnvironment({ ...RELEASE, CLUSTERNAME: 'acme', ...environment }));
    expect(message).toBe(`environment: 1 problem\n  ${line}`);
  });

  it('is told everything that is wrong at once', () => {
    const message = messageOf(() =>
      clusterFromEnvironment({ CLUSTERNAME: 'A B', CALICO_RELEASE: 'latest', CALICO_TOPOLOGY: 'cloud' }),
    );
    expect(message).toMatch(/^environment: 3 problems\n {2}CALICO_RELEASE.*\n {2}CALICO_TOPOLOGY.*\n {2}CLUSTERNAME/);
  });

  describe('with log settings', () => {
    const environment = { ...RELEASE, CLUSTERNAME: 'acme.aks-prod' };
    const FLUSH = 'CALICO_FLOW_LOGS_FLUSH_INTERVAL';
    const ALLOWED = 'CALICO_FLOW_LOGS_AGGREGATION_ALLOWED';
    const DENIED = 'CALICO_FLOW_LOGS_AGGREGATION_DENIED';

    it("has Calico's defaults unless a variable is set", () => {
      const cluster = clusterFromEnvironment(environment);
      expect(cluster.logs).toBe(LogSettings.defaults(cluster.release));
      expect(stderr()).toBe('');
    });

    it.each(['managed', 'standalone', 'management'])('passes them to a %s cluster', (CALICO_TOPOLOGY) => {
      const variables = { [FLUSH]: '10s', [ALLOWED]: '1', [DENIED]: '0' };
      const { logs } = clusterFromEnvironment({ ...RELEASE, CALICO_TOPOLOGY, CLUSTERNAME: 'a.b', ...variables });
      expect([logs.flowLogsFlushInterval.toSeconds(), logs.allowedFlows, logs.deniedFlows]).toEqual([
        10,
        FlowAggregation.BY_SOURCE,
        FlowAggregation.NONE,
      ]);
    });

    it.each([
      ['1s', 1],
      ['5m', 300],
      ['1m30s', 90],
      ['24h', 86_400],
    ])('accepts the interval %s', (interval, seconds) => {
      const { logs } = clusterFromEnvironment({ ...environment, [FLUSH]: interval });
      expect(logs.flowLogsFlushInterval.toSeconds()).toBe(seconds);
    });

    it.each(['0', '1', '2'])('accepts level %s for allowed flows', (level) => {
      expect(levelOf(clusterFromEnvironment({ ...environment, [ALLOWED]: level }).logs.allowedFlows)).toBe(+level);
    });

    const interval =
      'must be a Go duration of whole seconds without spaces, from 1s to 24h, such as 10s or 5m [log-settings/interval]';
    const decimal = 'must not have a decimal point, which the schema of Calico does not accept';
    const level = (highest: number) => `must be a whole number from 0 to ${highest} [log-settings/level]`;
    it.each([
      ...['', '0', '0s', '-10s', '10', '5 min', '5 m', '500ms', '24h1s', '25h', '2d', 'x'].map((value) => [
        FLUSH,
        value,
        interval,
      ]),
      [FLUSH, '1.5m', `${decimal}; use 1m30s [log-settings/decimal-duration]`],
      [FLUSH, '0.5s', `${decimal}; use 1s [log-settings/decimal-duration]`],
      ...['', '4', '-1', '1.5', 'x', '"1"', 'true', '3'].map((value) => [ALLOWED, value, level(2)]),
      ...['', '4', '-1', '1.5', 'x'].map((value) => [DENIED, value, level(3)]),
    ] as [string, string, string][])('is refused: %s=%j', (variable, value, why) => {
      const message = messageOf(() => clusterFromEnvironment({ ...environment, [variable]: value }));
      expect(message).toBe(`environment: 1 problem\n  ${variable} = ${JSON.stringify(value)}: ${why}`);
    });

    it('is refused with all else that is wrong', () => {
      const wrong = { CLUSTERNAME: '', CALICO_RELEASE: 'x', [FLUSH]: '0', [ALLOWED]: '4', [DENIED]: '4' };
      const lines = messageOf(() => moduleFromEnvironment({ ...wrong, CALICO_DEMO_NAMESPACE: '' })).split('\n');
      expect(lines.map((line) => line.trim().split(' ')[0])).toEqual([
        'environment:',
        'CALICO_RELEASE',
        FLUSH,
        ALLOWED,
        DENIED,
        'CLUSTERNAME',
        'CALICO_DEMO_NAMESPACE',
      ]);
    });

    it.each(['managed', 'standalone'])('warns once of a level that the API server rejects: %s', (CALICO_TOPOLOGY) => {
      const name = CALICO_TOPOLOGY === 'managed' ? { CLUSTERNAME: 'acme.aks-prod' } : {};
      clusterFromEnvironment({ ...name, CALICO_TOPOLOGY, CALICO_RELEASE: '3.22', [DENIED]: '3' });
      expect(stderr()).toBe(
        `environment: 1 warning\n  ${DENIED} = "3": is level 3, which the API server of Calico Enterprise 3.22.1 was observed to reject; use level 2, BY_POD_PREFIX [log-settings/denied-range]\n`,
      );
    });

    it('accepts this level on newer releases', () => {
      clusterFromEnvironment({ ...environment, [DENIED]: '3' });
      expect(stderr()).toBe('');
    });
  });

  describe('of module 7', () => {
    const environment = { ...RELEASE, CLUSTERNAME: 'acme.aks-prod' };

    it('may name the namespace of the demo', () => {
      const { cluster, demoNamespace } = moduleFromEnvironment({ ...environment, CALICO_DEMO_NAMESPACE: 'port-scan' });
      expect([cluster.name, demoNamespace]).toEqual(['acme.aks-prod', 'port-scan']);
      expect(moduleFromEnvironment(environment).demoNamespace).toBeUndefined();
      expect(stderr()).toBe('');
    });

    const noLabel =
      "must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit";
    const system = 'belongs to Kubernetes or Calico; the demo requires its own namespace, which is deleted with it';
    it.each([
      ['', noLabel],
      ['a.b', noLabel],
      ['default', system],
      ['kube-system', system],
      ['tigera-guardian', system],
      ['calico-system', system],
    ])('refuses the namespace %j for the demo, with all else that is wrong', (name, why) => {
      const wrong = { ...environment, CLUSTERNAME: '', CALICO_DEMO_NAMESPACE: name };
      expect(messageOf(() => moduleFromEnvironment(wrong)).split('\n')).toEqual([
        'environment: 2 problems',
        expect.stringMatching(/^ {2}CLUSTERNAME = ""/),
        `  CALICO_DEMO_NAMESPACE = ${JSON.stringify(name)}: ${why} [demo-target/namespace]`,
      ]);
    });
  });
});
