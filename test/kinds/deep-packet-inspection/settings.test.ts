import { component, containers, findingsIn, settings } from './inspection';

const LIST = 'spec.componentResources';
const REQUIREMENTS = `${LIST}[0].resourceRequirements`;
const CONTAINERS = 'spec.deepPacketInspectionDaemonset.spec.template.spec.initContainers';
const QUANTITY =
  'is not a quantity; write it as in 500m, 2, 512Mi or 2Gi, without a space [deep-packet-inspection/resources]';
const RIGHT = { name: 'snort-rules', image: 'registry.example.com/rules:1' };
const LIMITS = { limits: { cpu: '2', memory: '2Gi' } };
const limit = (memory: unknown) => component({ resourceRequirements: { limits: { memory } } });

describe('the settings of inspections', () => {
  // biome-ignore format: a table is read by its columns
  const wrong: [string, object, string][] = [
    ['another name', settings({}, { name: 'default' }), 'error metadata.name: must be tigera-secure, the only IntrusionDetection that the operator reads [deep-packet-inspection/settings-name]'],
    ['an annotation that is not valid', settings({}, { name: 'tigera-secure', annotations: { 'a b': '' } }), 'error metadata.annotations.a b: is not a valid annotation key: [prefix/]name, as in note or example.com/note [object/metadata]'],
    ['a capital S', settings({ deepPacketInspectionDaemonSet: {} }), 'error spec.deepPacketInspectionDaemonSet: is not a field of an IntrusionDetection; did you mean deepPacketInspectionDaemonset? [deep-packet-inspection/settings-field]'],
    ['a small r', settings({ componentresources: [] }), 'error spec.componentresources: is not a field of an IntrusionDetection; did you mean componentResources? [deep-packet-inspection/settings-field]'],
    ['no list', settings({ componentResources: 'none' }), `error ${LIST}: must be a list of maps [deep-packet-inspection/settings-field]`],
    ['a component without name', component({ componentName: undefined, resourceRequirements: LIMITS }), `error ${LIST}[0].componentName: is required: the API server rejects a component without it [deep-packet-inspection/settings-field]`],
    ['another component', component({ componentName: 'Controller', resourceRequirements: LIMITS }), `error ${LIST}[0].componentName: must be DeepPacketInspection [deep-packet-inspection/resources]`],
    ['a component without resources', component({}), `error ${LIST}[0].resourceRequirements: is required: the API server rejects a component without it [deep-packet-inspection/settings-field]`],
    ['a component with another field', component({ resources: {}, resourceRequirements: LIMITS }), `error ${LIST}[0].resources: is not a field of a component; the API server rejects or drops unknown fields; the fields are componentName, resourceRequirements [deep-packet-inspection/settings-field]`],
    ['a limit that is misspelled', component({ resourceRequirements: { limit: {} } }), `error ${REQUIREMENTS}.limit: is not a field of resource requirements; the API server rejects or drops unknown fields; did you mean limits? [deep-packet-inspection/settings-field]`],
    ['a limit in GB', limit('2GB'), `error ${REQUIREMENTS}.limits.memory: ${QUANTITY}`],
    ['a limit with a space', limit('2 Gi'), `error ${REQUIREMENTS}.limits.memory: ${QUANTITY}`],
    ['a fraction without quotes', limit(0.5), `error ${REQUIREMENTS}.limits.memory: ${QUANTITY}`],
    ['a list as limit', limit(['2Gi']), `error ${REQUIREMENTS}.limits.memory: ${QUANTITY}`],
    ['a negative limit, and any request', component({ resourceRequirements: { limits: { cpu: -1 }, requests: { cpu: '1' } } }), `error ${REQUIREMENTS}.limits.cpu: must not be negative, or Kubernetes rejects the pods [deep-packet-inspection/negative-resources]`],
    ['a negative request', component({ resourceRequirements: { requests: { memory: '-1Gi' } } }), `error ${REQUIREMENTS}.requests.memory: must not be negative, or Kubernetes rejects the pods [deep-packet-inspection/negative-resources]`],
    ['a request above its limit', component({ resourceRequirements: { ...LIMITS, requests: { cpu: '2001m' } } }), `warning ${REQUIREMENTS}.requests.cpu: exceeds the limit, 2, so Kubernetes rejects the pods; lower the request, or raise the limit [deep-packet-inspection/request-above-limit]`],
    ['a container without image', containers({ name: 'snort-rules' }), `error ${CONTAINERS}[0].image: is required: the API server rejects an init container without it [deep-packet-inspection/settings-field]`],
    ['a container with another name', containers({ ...RIGHT, name: 'rules' }), `error ${CONTAINERS}[0].name: must be snort-rules [deep-packet-inspection/rules-container]`],
    ['two containers', containers(RIGHT, RIGHT), `error ${CONTAINERS}: must contain only one container, the one that is called snort-rules [deep-packet-inspection/rules-container]`],
    ['a container with a command', containers({ ...RIGHT, command: ['cp'] }), `error ${CONTAINERS}[0].command: is not a field of an init container; the API server rejects or drops unknown fields; the fields are name, image, resources [deep-packet-inspection/settings-field]`],
    ['an image that no node can pull', containers({ ...RIGHT, image: 'Rules latest' }), `error ${CONTAINERS}[0].image: is not a valid image reference; use [registry/]path:tag or [registry/]path@sha256:digest [deep-packet-inspection/rules-image]`],
    ['an image without tag', containers({ ...RIGHT, image: 'rules' }), `warning ${CONTAINERS}[0].image: is not pinned, so each pull may return a different image; add a tag other than latest, or a digest [deep-packet-inspection/rules-image]`],
    ['a quantity of the container', containers({ ...RIGHT, resources: { limits: { cpu: 'two' } } }), `error ${CONTAINERS}[0].resources.limits.cpu: ${QUANTITY}`],
    ['another version', { ...settings({}), apiVersion: 'operator.tigera.io/v2' }, 'error apiVersion: must be operator.tigera.io/v1, the only version of this API [deep-packet-inspection/settings-field]'],
    ['a list as spec', { ...settings({}), spec: [] }, 'error spec: must be a map [deep-packet-inspection/settings-field]'],
    ['a list as DaemonSet', settings({ deepPacketInspectionDaemonset: [] }), 'error spec.deepPacketInspectionDaemonset: must be a map [deep-packet-inspection/settings-field]'],
  ];

  it.each(wrong)('are found wrong with %s', (_, manifest, expected) => {
    expect(findingsIn(manifest)).toEqual([expected]);
  });

  // biome-ignore format: a table is read by its columns
  const right: [string, object][] = [
    ['resources', component({ resourceRequirements: { ...LIMITS, requests: { cpu: 2, memory: '2048Mi' } } })],
    ['a limit of zero', component({ resourceRequirements: { limits: { cpu: 0, memory: '-0' } } })],
    ['a resource without limit', component({ resourceRequirements: { ...LIMITS, requests: { 'ephemeral-storage': '4Gi' } } })],
    ['rules', containers({ ...RIGHT, resources: LIMITS })],
    ['rules by digest', containers({ ...RIGHT, image: `rules@sha256:${'0'.repeat(64)}` })],
    ['what others set', settings({ anomalyDetection: {}, intrusionDetectionControllerDeployment: {} }, { name: 'tigera-secure' })],
    ['null for both', settings({ componentResources: null, deepPacketInspectionDaemonset: null }, { name: 'tigera-secure' })],
    ['no spec', settings(undefined as never)],
  ];

  it.each(right)('may have %s', (_, manifest) => {
    expect(findingsIn(manifest)).toEqual([]);
  });

  it('should keep tools from removing them', () => {
    const manifest = settings({ componentResources: [] }, { name: 'tigera-secure', annotations: { a: 'b' } });
    expect(findingsIn(manifest)).toEqual([
      'notice metadata.annotations: should contain argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true, kustomize.toolkit.fluxcd.io/prune: disabled, kustomize.toolkit.fluxcd.io/ssa: Merge; otherwise Argo CD or Flux may delete the object, and with it intrusion detection, or settings in it that others set [deep-packet-inspection/settings-unguarded]',
    ]);
  });

  it('have no rules before 3.20.0-2.0 and Calico Cloud 20.3.0', () => {
    const message = (release: string) =>
      `error spec.deepPacketInspectionDaemonset: is not available in ${release}: it was added in 3.20.0-2.0 and Calico Cloud 20.3.0; remove it [deep-packet-inspection/rules-not-yet]`;
    expect(findingsIn(containers(RIGHT), '3.19')).toEqual([message('Calico Enterprise 3.19.1')]);
    expect(findingsIn(containers(RIGHT), 'cloud-20.2.0')).toEqual([message('Calico Cloud 20.2.0')]);
    expect(findingsIn(containers(RIGHT), '3.20')).toEqual([]);
    expect(findingsIn(settings({ deepPacketInspectionDaemonset: null }, { name: 'tigera-secure' }), '3.19')).toEqual(
      [],
    );
    expect(findingsIn(containers(RIGHT), 'cloud-20.3.0')).toEqual([]);
  });
});
