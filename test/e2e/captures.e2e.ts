import { setTimeout } from 'node:timers/promises';
import { App, Chart, Size } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  CalicoTopology,
  CaptureFilter,
  ContainerResources,
  DeepPacketInspectionRole,
  DeepPacketInspectionSettings,
  type DeepPacketInspectionSettingsProps,
  PacketCapture,
  PacketCaptureRole,
  PolicySelector,
  RoleSubject,
  SnortRules,
  TimeWindow,
} from '../../src';
import { FindingSeverity, type Manifest } from '../../src/base';
import { checkInspectionObject } from '../../src/kinds/deep-packet-inspection';
import { checkPacketCapture } from '../../src/kinds/packet-capture';
import { captureStderr, type Synthesized } from '../support';
import { describeWithCrds, installCalico } from './calico-api';
import { ControlPlane } from './control-plane';

const release = CalicoRelease.enterprise('3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });
const profile = { release, topology: CalicoTopology.MANAGED };
const NAMESPACE = 'shop';
const DETECTION = 'intrusiondetections.operator.tigera.io';
const OURS = 'calico-threat-defense';

const QUANTITY = {
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  pattern:
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  'x-kubernetes-int-or-string': true,
};
const map = (properties: object, required: string[] = []) => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
});
const AMOUNTS = { type: 'object', additionalProperties: QUANTITY };
const REQUIREMENTS = map({ limits: AMOUNTS, requests: AMOUNTS });
const CONTAINER = map(
  { name: { type: 'string', enum: ['snort-rules'] }, image: { type: 'string' }, resources: REQUIREMENTS },
  ['name', 'image'],
);
const COMPONENT = map(
  { componentName: { type: 'string', enum: ['DeepPacketInspection'] }, resourceRequirements: REQUIREMENTS },
  ['componentName', 'resourceRequirements'],
);

/** The IntrusionDetection, as far as it is about inspections, with the limits that the operator's types state. */
const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: DETECTION },
  spec: {
    group: 'operator.tigera.io',
    scope: 'Cluster',
    names: { kind: 'IntrusionDetection', plural: 'intrusiondetections', singular: 'intrusiondetection' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            ...map({
              spec: map({
                anomalyDetection: map({ storageClassName: { type: 'string' } }),
                componentResources: { type: 'array', items: COMPONENT },
                deepPacketInspectionDaemonset: map({
                  spec: map({
                    template: map({
                      spec: map({ initContainers: { type: 'array', maxItems: 1, items: CONTAINER } }),
                    }),
                  }),
                }),
              }),
            }),
            'x-kubernetes-validations': [{ rule: "self.metadata.name == 'tigera-secure'", message: 'wrong name' }],
          },
        },
      },
    ],
  },
};

describeWithCrds('3.24', 'captures and inspections on an API server', () => {
  captureStderr();
  let server: ControlPlane;
  beforeAll(async () => {
    server = await ControlPlane.start();
    await installCalico(server, '3.24');
    await server.create([CRD, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
    await server.succeed(['wait', '--for=condition=Established', '--timeout=30s', `crd/${DETECTION}`]);
    while (
      !(await server.kubectl(['get', '--raw=/apis/operator.tigera.io/v1'])).stdout.includes('IntrusionDetection')
    ) {
      await setTimeout(50);
    }
  });
  afterAll(() => server?.stop());

  /** Writes what is made as `synth` does, and applies it. */
  const apply = async <Made>(make: (chart: Chart) => Made, ...args: readonly string[]): Promise<Made> => {
    const outdir = server.folder('made');
    const app = new App({ outdir });
    const made = make(new Chart(app, 'made'));
    app.synth();
    await server.succeed(['apply', '-f', outdir, ...args]);
    return made;
  };

  const get = async (resource: string, name: string): Promise<Synthesized> =>
    JSON.parse(await server.succeed(['get', resource, name, '--namespace', NAMESPACE, '-o', 'json']));

  /** Runs a command as a shell would. */
  const run = (command = '') => {
    const [, before = '', patch] = /^kubectl (.*?)(?: --patch '(.*)')?$/.exec(command) ?? [];
    return server.succeed([...before.split(' '), ...(patch === undefined ? [] : ['--patch', patch])]);
  };

  const create = (manifest: object) =>
    server.kubectl(['create', '--dry-run=server', '--validate=strict', '-f', '-'], { input: JSON.stringify(manifest) });

  const during = TimeWindow.between(new Date('2100-01-01T09:00:00Z'), new Date('2100-01-01T10:00:00Z'));
  const pods = PolicySelector.parse("app == 'front'");
  const PROPS = { cluster, name: 'front', namespace: NAMESPACE, pods, filters: [CaptureFilter.tcp()] };

  it.each([
    ['without a start', undefined],
    ['that starts later', during],
  ])('are stopped by the printed command: a capture %s', async (_, window) => {
    const made = await apply((chart) => new PacketCapture(chart, 'capture', { ...PROPS, during: window }));
    await run(made.stopCommand);
    const { spec } = await get('packetcaptures.projectcalico.org', 'front');
    expect(spec).toEqual({
      selector: "app == 'front'",
      filters: [{ protocol: 'TCP' }],
      endTime: '1970-01-01T00:00:00Z',
    });
    expect(await run(made.statusCommand)).toContain('endTime: "1970-01-01T00:00:00Z"');
    await run(made.deleteCommand);
    expect((await server.kubectl(['get', 'packetcaptures.projectcalico.org', '-A'])).stdout).toBe('');
  });

  it('may be used by those who have the roles, in one namespace', async () => {
    const subjects = [RoleSubject.user('ann'), RoleSubject.serviceAccount({ namespace: 'ci', name: 'capture' })];
    await apply((chart) => {
      new PacketCaptureRole(chart, 'capture', { cluster, namespace: NAMESPACE, subjects });
      new DeepPacketInspectionRole(chart, 'inspection', { cluster, namespace: NAMESPACE, subjects, manage: false });
    });
    const may = async (user: string, verb: string, path: string, namespace = NAMESPACE) => {
      const [resource, subresource] = path.split('/');
      const resourceAttributes = { group: 'projectcalico.org', resource, subresource, verb, namespace };
      const review = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: { user, resourceAttributes },
      };
      const args = ['create', '--raw=/apis/authorization.k8s.io/v1/subjectaccessreviews', '-f', '-'];
      return JSON.parse(await server.succeed(args, { input: JSON.stringify(review) })).status.allowed;
    };
    expect([
      await may('ann', 'create', 'packetcaptures'),
      await may('ann', 'delete', 'packetcaptures/files'),
      await may('system:serviceaccount:ci:capture', 'patch', 'packetcaptures'),
      await may('ann', 'create', 'authenticationreviews', ''),
      await may('ann', 'list', 'deeppacketinspections'),
    ]).toEqual([true, true, true, true, true]);
    expect([
      await may('ann', 'create', 'deeppacketinspections'),
      await may('ann', 'create', 'packetcaptures', 'default'),
      await may('ann', 'get', 'authenticationreviews', ''),
      await may('joe', 'get', 'packetcaptures'),
    ]).toEqual([false, false, false, false]);
  });

  const captured = (spec: unknown): Manifest => ({
    apiVersion: 'projectcalico.org/v3',
    kind: 'PacketCapture',
    metadata: { name: 'any', namespace: NAMESPACE },
    spec,
  });
  const inspected = (spec: unknown): Manifest => ({ ...captured(spec), kind: 'DeepPacketInspection' });
  const configured = (spec: unknown, name = 'tigera-secure'): Manifest => ({
    apiVersion: 'operator.tigera.io/v1',
    kind: 'IntrusionDetection',
    metadata: { name },
    spec,
  });
  const resources = (limits: unknown, componentName = 'DeepPacketInspection') =>
    configured({ componentResources: [{ componentName, resourceRequirements: { limits } }] });
  const containers = (...initContainers: unknown[]) =>
    configured({ deepPacketInspectionDaemonset: { spec: { template: { spec: { initContainers } } } } });
  const RULES = { name: 'snort-rules', image: 'rules:1' };

  const isError = (manifest: Manifest) =>
    (manifest.kind === 'PacketCapture' ? checkPacketCapture : checkInspectionObject)(manifest, profile).some(
      ({ severity }) => severity === FindingSeverity.ERROR,
    );

  it.each<[string, Manifest]>([
    ['an end at its start', captured({ startTime: '2026-12-01T10:00:00Z', endTime: '2026-12-01T10:00:00Z' })],
    [
      'an end that is earlier elsewhere',
      captured({ startTime: '2026-12-01T10:00:00Z', endTime: '2026-12-01T10:30:00+01:00' }),
    ],
    ['a time without zone', captured({ endTime: '2026-12-01T10:00:00' })],
    ['a day', captured({ endTime: '2026-12-01' })],
    ['a day that does not exist', captured({ endTime: '2026-02-30T10:00:00Z' })],
    ['an empty time', captured({ startTime: '' })],
    ['a number as time', captured({ endTime: 7 })],
    ['a number as selector', captured({ selector: 7 })],
    ['a list as spec', captured([])],
    ['an unknown field', captured({ destination: {} })],
    ['an unknown field of a filter', captured({ filters: [{ port: 80 }] })],
    ['one port without a list', captured({ filters: [{ ports: 80 }] })],
    ['a fraction as port', captured({ filters: [{ ports: [80.5] }] })],
    ['a flag as port', captured({ filters: [{ ports: [true] }] })],
    ['a fraction as protocol', captured({ filters: [{ protocol: 6.5 }] })],
    ['a map of filters', captured({ filters: {} })],
    ['a map as selector', inspected({ selector: {} })],
    ['an unknown field of an inspection', inspected({ ports: [] })],
    ['another name', configured({}, 'default')],
    ['another component', resources({}, 'Controller')],
    ['a component without resources', configured({ componentResources: [{ componentName: 'DeepPacketInspection' }] })],
    ['a limit in GB', resources({ memory: '2GB' })],
    ['a fraction without quotes', resources({ cpu: 0.5 })],
    ['an empty limit', resources({ cpu: '' })],
    ['a container with another name', containers({ ...RULES, name: 'rules' })],
    ['a container without image', containers({ name: 'snort-rules' })],
    ['two containers', containers(RULES, RULES)],
  ])('are rejected by the server where our checks reject them: %s', async (_, manifest) => {
    expect([(await create(manifest)).status, isError(manifest)]).toEqual([1, true]);
  });

  it.each<[string, Manifest]>([
    ['no spec of a capture', captured(undefined)],
    ['a spec that is null', captured(null)],
    ['ports of any form', captured({ filters: [{ ports: [1, '80', '80:90'] }, { protocol: '6' }] })],
    ['ports of ICMP', captured({ filters: [{ protocol: 'ICMP', ports: [80] }] })],
    ['null in filters', captured({ filters: [{ protocol: null, ports: null }], endTime: null })],
    ['a fraction of a second', captured({ startTime: '2026-12-01T10:00:00.25+01:00' })],
    ['no selector', inspected({})],
    ['all forms of quantities', resources({ cpu: 2, memory: '.5Gi', 'ephemeral-storage': '1e3' })],
    ['a container with rules', containers(RULES)],
    ['null for both', configured({ componentResources: null, deepPacketInspectionDaemonset: null })],
    ['null as a quantity', resources({ cpu: null })],
  ])('are accepted by both: %s', async (_, manifest) => {
    expect([await create(manifest), isError(manifest)]).toEqual([expect.objectContaining({ status: 0 }), false]);
  });

  describe('settings in an IntrusionDetection that another manager owns', () => {
    const resourcesOf = (cpuLimit: number) => ContainerResources.of({ cpuLimit, memoryLimit: Size.gibibytes(2) });
    const settings = (props: DeepPacketInspectionSettingsProps) =>
      apply(
        (chart) => new DeepPacketInspectionSettings(chart, 'settings', { cluster, ...props }),
        '--server-side',
        `--field-manager=${OURS}`,
      );
    const spec = async () => (await get(DETECTION, 'tigera-secure')).spec;

    beforeEach(async () => {
      await server.kubectl(['delete', DETECTION, 'tigera-secure', '--ignore-not-found']);
      const input = JSON.stringify(configured({ anomalyDetection: { storageClassName: 'theirs' } }));
      await server.succeed(['apply', '--server-side', '--field-manager=operator', '-f', '-'], { input });
    });

    it('are added to what is there, change, and are removed with the setting', async () => {
      const theirs = { anomalyDetection: { storageClassName: 'theirs' } };
      const { uid } = (await get(DETECTION, 'tigera-secure')).metadata;
      await settings({ resources: resourcesOf(2), snortRules: SnortRules.image('rules:1') });
      const requirements = (cpu: string) => [
        { componentName: 'DeepPacketInspection', resourceRequirements: { limits: { cpu, memory: '2Gi' } } },
      ];
      const daemonSet = { spec: { template: { spec: { initContainers: [RULES] } } } };
      const both = { ...theirs, componentResources: requirements('2'), deepPacketInspectionDaemonset: daemonSet };
      expect(await spec()).toEqual(both);
      await settings({ resources: resourcesOf(4) });
      expect(await spec()).toEqual({ ...theirs, componentResources: requirements('4') });
      expect((await get(DETECTION, 'tigera-secure')).metadata.uid).toBe(uid);
    });

    it('can be made with the printed command as well', async () => {
      const made = new DeepPacketInspectionSettings(new Chart(new App(), 'settings'), 'settings', {
        cluster,
        resources: resourcesOf(2),
      });
      await run(made.patchCommand);
      const patched = await spec();
      await settings({ resources: resourcesOf(2) });
      expect(await spec()).toEqual(patched);
      expect(await run(made.patchCommand)).toContain('(no change)');
    });
  });
});
