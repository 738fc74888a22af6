import { Duration, Testing } from 'cdk8s';
import {
  CalicoCluster,
  Decoy,
  DecoyProgram,
  NetshootScanner,
  PodUser,
  PortScanAlert,
  Probe,
  ProbeAction,
  type ProbeTarget,
  ScanRun,
  type ServiceDecoyProps,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, managedCluster, messageOf, only, type Synthesized, synthesize, testChart } from '../../support';
import { workloadProps } from '../../workload-props';
import { brokenControls } from '../pod-security';
import { cluster, KINDS, type Kind } from './decoys';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

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
