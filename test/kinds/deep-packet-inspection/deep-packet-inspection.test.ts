import { Size } from 'cdk8s';
import {
  AlertException,
  CalicoCluster,
  ContainerResources,
  DeepPacketInspection,
  type DeepPacketInspectionProps,
  DeepPacketInspectionRole,
  type DeepPacketInspectionRoleProps,
  DeepPacketInspectionSettings,
  type DeepPacketInspectionSettingsProps,
  EventFields,
  PolicySelector,
  RoleSubject,
  SnortRules,
  TimeWindow,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, madeFor, managedCluster, messageOf, only, synthesize, testChart } from '../../support';

const cluster = managedCluster('3.24');
const pods = PolicySelector.parse("app == 'front'");
const PROPS: DeepPacketInspectionProps = { cluster, name: 'front', namespace: 'shop', pods };
const RELEASE = ['metadata', 'annotations', 'calico-threat-defense/release'];

describe('DeepPacketInspection', () => {
  const stderr = captureStderr();
  const written = (props: Partial<DeepPacketInspectionProps> = {}) =>
    only(
      synthesize((chart) => new DeepPacketInspection(chart, 'dpi', { ...PROPS, ...props })),
      'DeepPacketInspection',
    );

  it('is a DeepPacketInspection', () => {
    expect(written()).toMatchSnapshot();
    expect(written()).toEqual({
      apiVersion: 'projectcalico.org/v3',
      kind: 'DeepPacketInspection',
      metadata: { name: 'front', namespace: 'shop', annotations: madeFor(cluster) },
      spec: { selector: "app == 'front'" },
    });
    expect(stderr()).toBe('');
  });

  const allProps: AllProps<DeepPacketInspectionProps> = {
    cluster: { value: cluster, at: RELEASE, is: '3.24.0-1.0' },
    name: { value: 'back', at: ['metadata', 'name'], is: 'back' },
    namespace: { value: 'cart', at: ['metadata', 'namespace'], is: 'cart' },
    pods: { value: PolicySelector.parse('has(a)'), at: ['spec', 'selector'], is: 'has(a)' },
    labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps<DeepPacketInspectionProps>(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.23'));
      new DeepPacketInspection(chart, 'dpi', props);
    },
    ['name', 'namespace', 'pods'],
  );

  it('makes what it is readable, and has a command', () => {
    const made = new DeepPacketInspection(testChart(), 'dpi', PROPS);
    expect([made.inspectionName, made.namespace, made.pods, made.cluster]).toEqual(['front', 'shop', pods, cluster]);
    expect(made.statusCommand).toBe(
      'kubectl get deeppacketinspections.projectcalico.org front --namespace shop --output yaml',
    );
  });

  it('has events, which an exception can be for', () => {
    const inspection = new DeepPacketInspection(testChart(), 'dpi', PROPS);
    expect(`${inspection.events}`).toBe('type = deep_packet_inspection AND origin = "dpi.shop/front"');
    const events = inspection.events.where(EventFields.SOURCE_NAMESPACE.equalTo('tools'));
    const during = TimeWindow.from(new Date('2026-12-01T08:00:00Z'));
    const props = { cluster, name: 'scanner', description: 'Our scanner', events, during };
    expect(
      only(
        synthesize((chart) => new AlertException(chart, 'exception', props)),
        'AlertException',
      ).spec.selector,
    ).toBe('type = deep_packet_inspection AND origin = "dpi.shop/front" AND source_namespace = tools');
  });

  it('notes that it inspects all pods, and warns where it inspects none', () => {
    written({ pods: PolicySelector.pods() });
    expect(stderr()).toContain('[deep-packet-inspection/whole-namespace]');
    written({ pods: PolicySelector.podsIn(['cart']) });
    expect(stderr()).toContain('[deep-packet-inspection/selects-nothing]');
  });

  it.each<[string, Partial<DeepPacketInspectionProps>, string]>([
    [
      'a release without inspections',
      { cluster: managedCluster('3.7'), name: 'Front' },
      '1 problem\n  kind: is not available in Calico Enterprise 3.7.0: it was added in 3.9; remove the object, or upgrade [deep-packet-inspection/not-yet]',
    ],
    [
      'a name and a namespace that Kubernetes rejects',
      { name: 'Front', namespace: '' },
      "2 problems\n  metadata.name = \"Front\": must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit [deep-packet-inspection/name]\n  metadata.namespace = \"\": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit [deep-packet-inspection/metadata]",
    ],
    [
      'a selector that is a string',
      { pods: 'all()' } as never,
      '1 problem\n  pods = "all()": must be a PolicySelector, such as PolicySelector.pods() [argument/type]',
    ],
  ])('is rejected: %s', (_, props, problems) => {
    const chart = testChart();
    expect(messageOf(() => new DeepPacketInspection(chart, 'dpi', { ...PROPS, ...props }))).toBe(
      `test/dpi: ${problems}`,
    );
    expect(chart.node.findAll().some((child) => child.node.id === 'Resource')).toBe(false);
  });
});

describe('DeepPacketInspectionSettings', () => {
  const stderr = captureStderr();
  const resources = ContainerResources.of({ cpuLimit: 2, memoryLimit: Size.gibibytes(2) });
  const snortRules = SnortRules.image('registry.example.com/rules:1');
  const written = (props: DeepPacketInspectionSettingsProps) =>
    only(
      synthesize((chart) => new DeepPacketInspectionSettings(chart, 'settings', { cluster, ...props })),
      'IntrusionDetection',
    );

  it('is a part of the IntrusionDetection, guarded from tools that remove it', () => {
    const object = written({ resources, snortRules });
    expect(object).toMatchSnapshot();
    expect(object.apiVersion).toBe('operator.tigera.io/v1');
    expect(object.metadata).toEqual({
      name: 'tigera-secure',
      annotations: {
        ...madeFor(cluster),
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false,ServerSideApply=true',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
        'kustomize.toolkit.fluxcd.io/ssa': 'Merge',
      },
    });
    expect(stderr()).toBe('');
  });

  it.each<[string, DeepPacketInspectionSettingsProps, object]>([
    [
      'resources',
      { resources },
      {
        componentResources: [
          {
            componentName: 'DeepPacketInspection',
            resourceRequirements: { limits: { cpu: '2', memory: '2Gi' } },
          },
        ],
      },
    ],
    [
      'rules',
      { snortRules },
      {
        deepPacketInspectionDaemonset: {
          spec: {
            template: { spec: { initContainers: [{ name: 'snort-rules', image: 'registry.example.com/rules:1' }] } },
          },
        },
      },
    ],
    [
      'rules with resources',
      { snortRules: SnortRules.image('rules:1', ContainerResources.of({ cpuRequest: 0.1 })) },
      {
        deepPacketInspectionDaemonset: {
          spec: {
            template: {
              spec: {
                initContainers: [{ name: 'snort-rules', image: 'rules:1', resources: { requests: { cpu: '100m' } } }],
              },
            },
          },
        },
      },
    ],
  ])('writes %s, and nothing else', (_, props, spec) => {
    expect(written(props).spec).toEqual(spec);
  });

  const allProps: AllProps<DeepPacketInspectionSettingsProps> = {
    cluster: { value: cluster, at: RELEASE, is: '3.24.0-1.0' },
    resources: { value: resources, at: ['spec', 'componentResources', 0, 'componentName'], is: 'DeepPacketInspection' },
    snortRules: {
      value: snortRules,
      at: ['spec', 'deepPacketInspectionDaemonset', 'spec', 'template', 'spec', 'initContainers', 0, 'name'],
      is: 'snort-rules',
    },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps<DeepPacketInspectionSettingsProps>(allProps, (chart, props) => {
    CalicoCluster.provide(chart, managedCluster('3.23'));
    new DeepPacketInspectionSettings(chart, 'settings', props);
  });

  it('has no namespace in a chart that gives one to all', () => {
    const objects = synthesize((chart) => new DeepPacketInspectionSettings(chart, 'settings', { cluster, resources }), {
      namespace: 'all',
    });
    expect(only(objects, 'IntrusionDetection').metadata).not.toHaveProperty('namespace');
  });

  it('has a command that makes the same settings', () => {
    const props = { cluster, resources, snortRules };
    const { patchCommand } = new DeepPacketInspectionSettings(testChart(), 'settings', props);
    const [, patch = ''] =
      /^kubectl patch intrusiondetections\.operator\.tigera\.io tigera-secure --type merge --patch '(.*)'$/.exec(
        patchCommand,
      ) ?? [];
    expect(JSON.parse(patch)).toEqual({ spec: written(props).spec });
  });

  it('says so where an annotation is overridden', () => {
    written({ resources, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'enabled' } });
    expect(stderr()).toContain('[deep-packet-inspection/settings-unguarded]');
  });

  it.each<[string, DeepPacketInspectionSettingsProps, string]>([
    [
      'no setting',
      {},
      'props: contain no setting, so there is nothing to apply; set resources or snortRules [deep-packet-inspection/settings-nothing]',
    ],
    [
      'rules on a release without them',
      { cluster: managedCluster('3.19'), snortRules },
      'spec.deepPacketInspectionDaemonset: is not available in Calico Enterprise 3.19.1: it was added in 3.20.0-2.0 and Calico Cloud 20.3.0; remove it [deep-packet-inspection/rules-not-yet]',
    ],
    [
      'an image that no node can pull',
      { snortRules: SnortRules.image('Rules') },
      'spec.deepPacketInspectionDaemonset.spec.template.spec.initContainers[0].image = "Rules": is not a valid image reference; use [registry/]path:tag or [registry/]path@sha256:digest [deep-packet-inspection/rules-image]',
    ],
    [
      'another type',
      { resources: { cpuLimit: 2 } } as never,
      'resources = {"cpuLimit":2}: must be a ContainerResources, such as ContainerResources.of({ cpuLimit: 2 }) [argument/type]',
    ],
  ])('is rejected with %s', (_, props, problem) => {
    expect(messageOf(() => written(props))).toBe(`test/settings: 1 problem\n  ${problem}`);
  });

  it('is rejected twice, with advice', () => {
    const both = () =>
      synthesize((chart) => {
        new DeepPacketInspectionSettings(chart, 'settings', { cluster, resources });
        new DeepPacketInspectionSettings(chart, 'other', { cluster, snortRules });
      });
    expect(messageOf(both)).toContain('there is only one IntrusionDetection, so put all settings into one construct');
  });
});

describe('DeepPacketInspectionRole', () => {
  captureStderr();
  const READ = ['get', 'list', 'watch'];
  const subjects = [RoleSubject.group('sre')];
  const roles = (props: Partial<DeepPacketInspectionRoleProps> = {}) =>
    synthesize(
      (chart) => new DeepPacketInspectionRole(chart, 'role', { cluster, namespace: 'shop', subjects, ...props }),
    );

  it('is a Role and its binding', () => {
    expect(roles()).toMatchSnapshot();
    expect(roles().map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
      ['Role', 'shop', 'calico-threat-defense-deep-packet-inspection'],
      ['RoleBinding', 'shop', 'calico-threat-defense-deep-packet-inspection'],
    ]);
    expect(roles({ subjects: [] }).map(({ kind }) => kind)).toEqual(['Role']);
  });

  it.each([
    [true, [...READ, 'create', 'update', 'patch', 'delete']],
    [false, READ],
  ])('allows managing inspections: %s', (manage, verbs) => {
    expect(only(roles({ manage }), 'Role').rules).toEqual([
      { apiGroups: ['projectcalico.org'], resources: ['deeppacketinspections'], verbs },
    ]);
  });

  const allProps: AllProps<DeepPacketInspectionRoleProps> = {
    cluster: { value: cluster, at: RELEASE, is: '3.24.0-1.0' },
    namespace: { value: 'cart', at: ['metadata', 'namespace'], is: 'cart' },
    subjects: { value: [RoleSubject.user('ann')], kind: 'RoleBinding', at: ['subjects', 0, 'name'], is: 'ann' },
    manage: { value: false, at: ['rules', 0, 'verbs'], is: READ },
    name: { value: 'dpi', at: ['metadata', 'name'], is: 'dpi' },
    labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps<DeepPacketInspectionRoleProps>(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.23'));
      new DeepPacketInspectionRole(chart, 'role', props);
    },
    ['namespace'],
  );

  it('is rejected with a name that Kubernetes rejects', () => {
    expect(messageOf(() => roles({ name: 'My Role' }))).toBe(
      "test/role: 1 problem\n  name = \"My Role\": must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit [role/name]",
    );
  });
});
