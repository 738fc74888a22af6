import { type Chart, Duration, Testing } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  type DatabaseDecoyProps,
  Decoy,
  DecoyProgram,
  FlowAggregation,
  LogSettings,
  type LogSettingsOptions,
  NetshootScanner,
  PodUser,
  PortScanAlert,
  Probe,
  ProbeAction,
  type ProbeTarget,
  ScanRun,
  type ServiceDecoyProps,
} from '../../../src';
import { AlertTest, FlowLogs } from '../../../src/testing';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, managedCluster, messageOf, only, type Synthesized, synthesize, testChart } from '../../support';
import { workloadProps } from '../../workload-props';
import { brokenControls } from '../pod-security';

const cluster = managedCluster('3.24');
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

const KINDS = {
  service: (chart: Chart, props: ServiceDecoyProps = {}) => Decoy.service(chart, 'decoy', { cluster, ...props }),
  database: (chart: Chart, props: DatabaseDecoyProps = {}) => Decoy.database(chart, 'decoy', { cluster, ...props }),
  ipEnumeration: (chart: Chart) => Decoy.ipEnumeration(chart, 'decoy', { cluster }),
};
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

function made(kind: Kind, props: ServiceDecoyProps = {}): Synthesized[] {
  return synthesize((chart) => KINDS[kind](chart, props));
}

function podSpecOf(objects: Synthesized[]): Synthesized {
  return objects.find(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet')?.spec.template.spec;
}

describe('Decoy', () => {
  const stderr = captureStderr();
  afterEach(() => expect(stderr()).toBe(''));

  it.each(kinds)('is an alert, a policy, pods and their Service: %s', (kind) => {
    expect(made(kind)).toMatchSnapshot();
  });

  it('has its objects in the order in which they must be there', () => {
    const titles = (kind: Kind) => made(kind).map((object) => `${object.kind} ${object.metadata.name}`);
    expect(titles('service')).toEqual([
      'GlobalAlert decoy.default.dashboard',
      'NetworkPolicy dashboard',
      'ConfigMap dashboard',
      'Deployment dashboard',
      'Service dashboard',
    ]);
    expect(titles('ipEnumeration')).toEqual([
      'GlobalAlert decoy.default.internal-app',
      'NetworkPolicy internal-app',
      'ConfigMap internal-app',
      'DaemonSet internal-app',
    ]);
  });

  it.each(kinds)('keeps to the Pod Security level restricted, and has no token: %s', (kind) => {
    for (const props of [{}, { image: 'a/b:1', program: DecoyProgram.ofImage({ writablePaths: ['/data'] }) }]) {
      const spec = podSpecOf(made(kind, props));
      expect(brokenControls(spec)).toEqual([]);
      expect([spec.automountServiceAccountToken, spec.enableServiceLinks]).toEqual([false, false]);
      expect(spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
    }
  });

  it.each(kinds)('is not probed by the kubelet, whose connections would raise events: %s', (kind) => {
    const [container] = podSpecOf(made(kind)).containers;
    expect([container.livenessProbe, container.readinessProbe, container.startupProbe]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('has the port of the pod in the alert, the policy and the configuration, and its own in the Service', () => {
    const objects = made('service', { port: 443, podPort: 8443, name: 'console', namespace: 'shop' });
    expect(only(objects, 'GlobalAlert').spec.query).toBe(
      'reporter = dst AND dest_namespace = shop AND dest_name_aggr IN {"console-*"} AND proto = tcp AND dest_port = 8443',
    );
    expect(only(objects, 'NetworkPolicy').spec.ingress[0].ports).toEqual([{ port: 8443, protocol: 'TCP' }]);
    expect(only(objects, 'ConfigMap').data['nginx.conf']).toContain('    listen 8443;\n');
    expect(only(objects, 'Service').spec).toEqual({
      ports: [{ port: 443, targetPort: 8443, protocol: 'TCP' }],
      selector: { app: 'console' },
    });
    expect(podSpecOf(objects).containers[0].ports).toEqual([{ containerPort: 8443 }]);
  });

  it('looks at every port where it is found by its address', () => {
    const objects = made('ipEnumeration');
    expect(only(objects, 'GlobalAlert').spec.query).toBe(
      'reporter = dst AND dest_namespace = default AND dest_name_aggr IN {"internal-app-*"}',
    );
    expect(only(objects, 'NetworkPolicy').spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect(only(objects, 'NetworkPolicy').spec.ingress).toEqual([{ from: [{ namespaceSelector: {} }] }]);
  });

  it('names its alert on its workload only, where nothing in the pod shows it', () => {
    const { metadata, spec } = only(made('database'), 'Deployment');
    expect(metadata.annotations['calico-threat-defense/decoy-alert']).toBe('decoy.default.database');
    expect(spec.template.metadata).toEqual({ labels: { app: 'database' } });
  });

  it('is in the namespace of its chart', () => {
    const objects = synthesize((chart) => Decoy.database(chart, 'decoy', { cluster }), { namespace: 'shop' });
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}`)).toEqual([
      'GlobalAlert undefined',
      'NetworkPolicy shop',
      'ConfigMap shop',
      'Deployment shop',
      'Service shop',
    ]);
    expect(only(objects, 'GlobalAlert').metadata.name).toBe('decoy.shop.database');
  });

  it('keeps its primitives readable', () => {
    const decoy = KINDS.service(testChart(), { namespace: 'shop', port: 8000 });
    expect([decoy.decoyName, decoy.namespace, decoy.port, decoy.podPort, decoy.image]).toEqual([
      'dashboard',
      'shop',
      8000,
      8080,
      'nginxinc/nginx-unprivileged:1.29.4',
    ]);
    expect(decoy.alert.alertName).toBe('decoy.shop.dashboard');
    expect(decoy.target).toMatchObject({ namespace: 'shop', serviceName: 'dashboard' });
    expect(decoy.pods.text).toBe("has(projectcalico.org/namespace) && app == 'dashboard'");
    expect(decoy.cluster).toBe(cluster);
    const hidden = KINDS.ipEnumeration(testChart());
    expect([hidden.port, hidden.podPort]).toEqual([undefined, undefined]);
    expect(hidden.target).toMatchObject({ namespace: 'default', labels: { app: 'internal-app' } });
  });

  it('is what a probe connects to, which its alert is proven to notice', () => {
    for (const kind of ['service', 'database'] as const) {
      const chart = testChart();
      const decoy = KINDS[kind](chart, { namespace: 'shop', labels: { team: 'red' } });
      const { probeTarget, podPort, port, decoyName: name } = decoy;
      expect(probeTarget).toMatchObject({ hostName: `${name}.shop.svc`, port, podPort, podNamePrefix: name });
      expect(probeTarget?.podLabels).toEqual({ team: 'red', app: name });
      const action = ProbeAction.connect(probeTarget as ProbeTarget);
      new Probe(chart, 'probe', { namespace: 'dev', action, detectedBy: decoy.alert });
      expect(Testing.synth(chart)).toHaveLength(6);
    }
    expect(KINDS.ipEnumeration(testChart()).probeTarget).toBeUndefined();
  });

  it('names its alert on what scans it, if it notices every port, and no alert for scans must detect the scan', () => {
    const DETECTED_BY = 'calico-threat-defense/detected-by';
    const annotationOf = (kind: Kind, run: ScanRun, detectsScans = false) => {
      const chart = testChart();
      const { target } = KINDS[kind](chart, { namespace: 'shop' });
      const detectedBy = detectsScans ? new PortScanAlert(chart, 'scans', { cluster }) : undefined;
      new NetshootScanner(chart, 'scanner', { cluster, namespace: 'dev', target, run, detectedBy });
      const scanner = Testing.synth(chart).find(({ metadata }) => metadata.name === 'netshoot');
      return scanner.metadata.annotations[DETECTED_BY];
    };
    for (const run of [ScanRun.pod(), ScanRun.onDemand(), ScanRun.once()]) {
      expect(annotationOf('ipEnumeration', run)).toBe('decoy.default.internal-app');
      expect(annotationOf('ipEnumeration', run, true)).toBeUndefined();
      expect(annotationOf('service', run)).toBeUndefined();
    }
  });

  it('needs a cluster', () => {
    expect(messageOf(() => Decoy.service(testChart(), 'decoy'))).toContain('[cluster/missing]');
  });

  describe('with an image', () => {
    it.each([`nginxinc/nginx-unprivileged@${DIGEST}`, `nginxinc/nginx-unprivileged:1.29.4@${DIGEST}`])(
      'has its configuration where it is nginx by digest: %s',
      (image) => {
        const { containers, volumes } = podSpecOf(made('database', { image }));
        expect(containers[0]).toMatchObject({ image, command: ['nginx'] });
        expect(volumes[0]).toEqual({ name: 'config', configMap: { name: 'database' } });
      },
    );

    it('starts the program of the image, with its variables and folders', () => {
      const program = DecoyProgram.ofImage({
        environment: { POSTGRES_PASSWORD: 'guess me' },
        writablePaths: ['/var/lib/postgresql/data', '/var/run/postgresql'],
      });
      const objects = made('database', { image: 'postgres:17.2', program, user: PodUser.of(999) });
      expect(objects.map(({ kind }) => kind)).not.toContain('ConfigMap');
      expect(podSpecOf(objects)).toMatchSnapshot();
    });

    it('runs as the user of the image, which must not be root', () => {
      const spec = podSpecOf(made('service', { image: 'a/b:1', program: DecoyProgram.ofImage() }));
      expect(spec.securityContext).toEqual({ runAsNonRoot: true });
      expect([spec.volumes, spec.containers[0].volumeMounts, spec.containers[0].env]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });
  });

  const pod = ['spec', 'template', 'spec'];
  const kind = 'Deployment';
  const table: AllProps<ServiceDecoyProps> = {
    cluster: {
      value: managedCluster('3.23'),
      at: ['metadata', 'annotations', 'calico-threat-defense/release'],
      is: '3.23.1',
    },
    port: { value: 81, kind: 'Service', at: ['spec', 'ports', 0, 'port'], is: 81 },
    podPort: { value: 8081, kind: 'Service', at: ['spec', 'ports', 0, 'targetPort'], is: 8081 },
    namespace: { value: 'shop', kind, at: ['metadata', 'namespace'], is: 'shop' },
    name: { value: 'console', kind, at: ['metadata', 'name'], is: 'console' },
    program: {
      value: DecoyProgram.ofImage({ environment: { A: 'b' } }),
      kind,
      at: [...pod, 'containers', 0, 'env'],
      is: [{ name: 'A', value: 'b' }],
    },
    user: { value: PodUser.of(7, 8), kind, at: [...pod, 'securityContext', 'runAsGroup'], is: 8 },
    alertName: { value: 'decoy.mine', at: ['metadata', 'name'], is: 'decoy.mine' },
    severity: { value: 70, at: ['spec', 'severity'], is: 70 },
    period: { value: Duration.minutes(1), at: ['spec', 'period'], is: '1m0s' },
    lookback: { value: Duration.minutes(20), at: ['spec', 'lookback'], is: '20m0s' },
    ...workloadProps('Deployment'),
  };
  itPassesOnAllProps(
    table,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.22'));
      Decoy.service(chart, 'decoy', props);
    },
    ['image'],
  );
});

const LABEL_1035 =
  "must be an RFC 1035 label: 1 to 63 lower-case letters, digits and '-', beginning with a letter and ending with a letter or digit [decoy/name]";

describe('a decoy is not made', () => {
  captureStderr();

  it.each<[string, ServiceDecoyProps, string[]]>([
    ['with a name that no Service has', { name: '1-console' }, [`name = "1-console": ${LABEL_1035}`]],
    ['with a name that is too long', { name: 'a'.repeat(64) }, [`name = "${'a'.repeat(64)}": ${LABEL_1035}`]],
    [
      'in a namespace that is none',
      { namespace: 'My Shop' },
      [
        'namespace = "My Shop": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and \'-\', beginning and ending with a letter or digit [decoy/namespace]',
      ],
    ],
    ...['kube-system', 'kube-public', 'tigera-internal', 'calico-system'].map(
      (namespace): [string, ServiceDecoyProps, string[]] => [
        `in the namespace ${namespace}`,
        { namespace },
        [
          `namespace = "${namespace}": belongs to Kubernetes or Calico; put the decoy next to workloads of your own [decoy/namespace]`,
        ],
      ],
    ),
    ...[0, -1, 65_536, 1.5, Number.NaN].map((port): [string, ServiceDecoyProps, string[]] => [
      `with the port ${port}`,
      { port, podPort: port },
      [
        `port = ${port}: must be a whole number from 1 to 65535 [decoy/port]`,
        `podPort = ${port}: must be a whole number from 1024 to 65535, because the pod does not run as root [decoy/port]`,
      ],
    ]),
    [
      'on a port of root',
      { podPort: 1023 },
      ['podPort = 1023: must be a whole number from 1024 to 65535, because the pod does not run as root [decoy/port]'],
    ],
    [
      'with the program of an image that is not set',
      { program: DecoyProgram.ofImage() },
      [
        'image: must be set, because the decoy runs the program of the image; or use DecoyProgram.nginx() [decoy/image-missing]',
      ],
    ],
    [
      'with an image that is not pinned',
      { image: 'a/b' },
      [
        'spec.template.spec.containers[0].image = "a/b": is not pinned, so each pull may return a different image; add a tag other than latest, or a digest [workload/image]',
      ],
    ],
    [
      'with another label by which it is found',
      { labels: { app: 'x' } },
      [
        'labels.app = "x": must remain dashboard, because the selectors and policies of the object depend on it; use another label [workload/own-label]',
      ],
    ],
    ...[
      [5, 10],
      [1, 90],
    ].map(([minutes = 0, missed]): [string, ServiceDecoyProps, string[]] => [
      `with a lookback of ${minutes} minutes, in which runs miss a connection`,
      { lookback: Duration.minutes(minutes) },
      [
        `lookback = "${minutes * 60}s": is too short for a period of 300 seconds and flow logs that are written every 300 seconds, so a connection is missed in ${missed} % of the phases of the alert's runs; remove it, or use the sum of both and a minute more [decoy/unnoticed]`,
      ],
    ]),
  ])('%s', (_, props, lines) => {
    const title = `test/decoy: ${lines.length} problem${lines.length === 1 ? '' : 's'}`;
    expect(messageOf(() => KINDS.service(testChart(), props))).toBe(
      [title, ...lines.map((line) => `  ${line}`)].join('\n'),
    );
  });

  it('as a database on a port of root, which its pod has as well', () => {
    expect(messageOf(() => KINDS.database(testChart(), { port: 80 }))).toBe(
      'test/decoy: 1 problem\n  port = 80: must be a whole number from 1024 to 65535, because the pod does not run as root [decoy/port]',
    );
    expect(KINDS.database(testChart(), { port: 1024 }).podPort).toBe(1024);
  });

  it('with the name of an alert that no object has', () => {
    expect(messageOf(() => KINDS.service(testChart(), { alertName: 'My Alert' }))).toContain(
      'metadata.name = "My Alert"',
    );
  });

  it('twice in one place', () => {
    const twice = () =>
      synthesize((chart) => {
        KINDS.service(chart);
        Decoy.service(chart, 'other', { cluster });
      });
    expect(messageOf(twice)).toContain('[manifest/duplicate-object]');
  });

  const PATH =
    "must be an absolute path such as /var/lib/data, without ':', spaces, '..' or a slash at the end [decoy/writable-path]";
  it.each<[string, () => unknown, string[]]>([
    [
      'folders that are none',
      () => DecoyProgram.ofImage({ writablePaths: ['data', '/', '/a/../b', '/a/', '/a:b', '', '/ok'] }),
      ['data', '/', '/a/../b', '/a/', '/a:b', ''].map((path, index) => `writablePaths[${index}] = "${path}": ${PATH}`),
    ],
    [
      'the same folder twice',
      () => DecoyProgram.ofImage({ writablePaths: ['/a', '/a'] }),
      ['writablePaths[1] = "/a": is listed twice; remove one of them [decoy/writable-path]'],
    ],
    [
      'variables that no shell knows',
      () => DecoyProgram.ofImage({ environment: { 'A B': 'x', '1A': 'x', A_1: 'x' } }),
      ['1A', 'A B'].map(
        (name) =>
          `environment.${name}: must have a name of letters, digits and '_', which does not begin with a digit [decoy/variable]`,
      ),
    ],
  ])('with %s', (_, make, lines) => {
    const [title, ...found] = messageOf(make).split('\n');
    expect(title).toBe(`DecoyProgram: ${lines.length} problem${lines.length === 1 ? '' : 's'}`);
    expect(found.sort()).toEqual(lines.map((line) => `  ${line}`).sort());
  });
});

/** Settings that differ in when rows are written, and in what they have in common. */
const SETTINGS: Readonly<Record<string, LogSettingsOptions>> = {
  'the defaults': {},
  'rows of single connections': { allowedFlows: FlowAggregation.NONE, deniedFlows: FlowAggregation.NONE },
  'rows every 10 seconds, as in the workshop': {
    flowLogsFlushInterval: Duration.seconds(10),
    allowedFlows: FlowAggregation.BY_SOURCE,
  },
  'rows every hour': { flowLogsFlushInterval: Duration.hours(1) },
  'rows every second': { flowLogsFlushInterval: Duration.seconds(1), labels: false },
  'rows once a day': { flowLogsFlushInterval: Duration.hours(24) },
};

describe.each(Object.entries(SETTINGS))('the alert of a decoy, with %s', (_, settings) => {
  captureStderr();
  const logs = LogSettings.of(settings);
  const ours = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });
  const PORTS: Readonly<Record<Kind, number>> = { service: 8080, database: 5432, ipEnumeration: 9 };
  const decoys = (['service', 'database', 'ipEnumeration'] as const).map((kind): [Kind, Decoy] => [
    kind,
    Decoy[kind](testChart(), 'decoy', { cluster: ours, namespace: 'shop' }),
  ]);

  it.each(decoys)('raises an event for one connection: %s', (kind, { alert, decoyName }) => {
    const to = `shop/${decoyName}-*`;
    const connection = FlowLogs.connections({ from: 'team/tools-*', to, port: PORTS[kind] });
    const title = kind === 'ipEnumeration' ? 'pod' : kind;
    AlertTest.of(alert)
      .over(connection, FlowLogs.ordinary())
      .raises({
        record: {
          source_namespace: 'team',
          source_name_aggr: 'tools-7d9f6c5b4-*',
          dest_namespace: 'shop',
          action: 'allow',
        },
        text: `Decoy ${title} shop/${decoyName}: connection from team/tools-7d9f6c5b4-* (allow)`,
      });
  });

  it.each(decoys)('raises one where a policy at the decoy denies it: %s', (kind, { alert, decoyName }) => {
    const row = { dest_namespace: 'shop', dest_name_aggr: `${decoyName}-7d9f6c5b4-*`, dest_port: PORTS[kind] };
    const outside = { source_namespace: '-', source_name_aggr: 'pub', source_type: 'net' };
    AlertTest.of(alert)
      .over(FlowLogs.row({ ...row, ...outside, reporter: 'dst', action: 'deny' }))
      .raises({ record: { source_namespace: '-', source_name_aggr: 'pub', action: 'deny' } });
  });

  it.each(decoys)('raises nothing for traffic elsewhere: %s', (kind, { alert, decoyName }) => {
    const port = PORTS[kind];
    AlertTest.of(alert)
      .over(
        FlowLogs.ordinary(),
        FlowLogs.connections({ from: `shop/${decoyName}-*`, to: 'team/tools-*', port }),
        FlowLogs.connections({ from: 'team/tools-*', to: `other/${decoyName}-*`, port }),
        FlowLogs.connections({ from: 'team/tools-*', to: 'shop/web-*', port }),
      )
      .raisesNothing();
  });
});

describe('the alert of a decoy, with denied flows that have no ports', () => {
  const stderr = captureStderr();
  const logs = LogSettings.of({ deniedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS });
  const ours = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });
  const denied = (name: string) =>
    FlowLogs.row({
      dest_namespace: 'default',
      dest_name_aggr: `${name}-7d9f6c5b4-*`,
      dest_port: null,
      reporter: 'dst',
      action: 'deny',
    });

  it('does not see them if it looks for a port, which the program warns of', () => {
    const { alert, decoyName } = Decoy.database(testChart(), 'decoy', { cluster: ours });
    expect(stderr()).toMatch(/^test\/decoy\/Alert: 1 warning\n.*dest_port is empty in logs of denied flows.*\n$/);
    AlertTest.of(alert).over(denied(decoyName)).raisesNothing();
    const connection = FlowLogs.connections({ from: 'team/tools-*', to: 'default/database-*', port: 5432 });
    AlertTest.of(alert).over(connection).raises();
  });

  it('sees them if it looks for any port', () => {
    const { alert, decoyName } = Decoy.ipEnumeration(testChart(), 'decoy', { cluster: ours });
    expect(stderr()).toBe('');
    AlertTest.of(alert).over(denied(decoyName)).raises();
  });
});
