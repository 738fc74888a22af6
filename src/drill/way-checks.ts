import { ApiObject } from 'cdk8s';
import { type Construct, type IConstruct, Node } from 'constructs';
import { type Finding, type Manifest, onceReporter, valueAt, warningRule } from '../base';
import { CalicoCluster } from '../calico';
import { NAMESPACE_NAME_LABEL } from '../kubernetes';
import { type ScanTarget, ScanTargetKind } from './scan-target';
import { podLabels, type ScanWorkload } from './scan-workload';
import { selects } from './selectors';

const BLOCKED = warningRule({
  id: 'scanner/blocked-by-policy',
  form: 'program',
  what: 'No network policy of the app should block the scan.',
  why: 'A scan that never reaches its target is not noticed. Only policies and labels in the same app are taken into account.',
  bad: "const target = new DemoTarget(chart, 'target');\nnew NetshootScanner(chart, 'scanner', { cluster, target: target.scanTarget });\nconst spec = { podSelector: {}, policyTypes: ['Ingress'], ingress: [] };\nconst apiVersion = 'networking.k8s.io/v1';\nnew ApiObject(chart, 'deny', { apiVersion, kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'dev' }, spec });",
  good: "const target = new DemoTarget(chart, 'target');\nnew NetshootScanner(chart, 'scanner', { cluster, target: target.scanTarget });",
});

const POLICY_GROUP = 'networking.k8s.io';

/** A pod as policies see it: its labels, and those of its namespace. */
interface Endpoint {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaceLabels: Readonly<Record<string, string>>;
}

/** A scanner of a tree. */
interface Scan {
  readonly scope: Construct;
  readonly workload: ScanWorkload;
  readonly tell: (findings: readonly Finding[]) => void;
}

/** Stores the scanners of a tree at its root, so one pass over the tree is enough for all of them. */
const SCANS = Symbol.for('cdk8s-calico-threat-defense.scans');

/**
 * Warns during synthesis about network policies of the same app that would block the scan. Policies for other clusters are
 * ignored.
 */
export function requireOpenWay(scope: Construct, workload: ScanWorkload): void {
  const { root, path } = Node.of(scope);
  const scans = scansOf(root);
  if (scans.length === 0) {
    Node.of(root).addValidation({ validate: () => checkScans(root, scans) });
  }
  scans.push({ scope, workload, tell: onceReporter(path) });
}

function scansOf(root: IConstruct): Scan[] {
  const holder = root as { [SCANS]?: Scan[] };
  if (holder[SCANS] === undefined) {
    Object.defineProperty(root, SCANS, { value: [] });
  }
  return holder[SCANS] ?? [];
}

function checkScans(root: IConstruct, scans: readonly Scan[]): string[] {
  const objects = Node.of(root)
    .findAll()
    .filter((child): child is ApiObject => ApiObject.isApiObject(child))
    .filter((object) => isPolicy(object) || object.kind === 'Namespace');
  if (objects.some(isPolicy)) {
    const byCluster = new Map<unknown, Manifest[]>();
    for (const object of objects) {
      const identity = CalicoCluster._find(object)?._identity;
      const others = byCluster.get(identity) ?? [];
      others.push(object.toJson());
      byCluster.set(identity, others);
    }
    for (const { scope, workload, tell } of scans) {
      tell(checkWay(workload, objectsFor(scope, byCluster)));
    }
  }
  return [];
}

function isPolicy({ apiGroup, kind }: ApiObject): boolean {
  return kind === 'NetworkPolicy' && apiGroup === POLICY_GROUP;
}

/** The objects for the scanner's cluster, and those without a cluster. */
function objectsFor(scope: Construct, byCluster: ReadonlyMap<unknown, readonly Manifest[]>): readonly Manifest[] {
  const identity = CalicoCluster._find(scope)?._identity;
  return identity === undefined
    ? [...byCluster.values()].flat()
    : [...(byCluster.get(identity) ?? []), ...(byCluster.get(undefined) ?? [])];
}

/** Checks a scan against the namespaces and the plain Kubernetes network policies that are applied with it. */
function checkWay(
  { name, namespace, target, options }: Pick<ScanWorkload, 'name' | 'namespace' | 'target' | 'options'>,
  objects: readonly Manifest[],
): Finding[] {
  const labelsOf = (title: string) => ({ ...namespaceLabels(title, objects), [NAMESPACE_NAME_LABEL]: title });
  const scanner = {
    namespace,
    labels: { ...options.labels, ...podLabels({ name }) },
    namespaceLabels: labelsOf(namespace),
  };
  const pods = podsOf(target, labelsOf);
  const policies = objects.filter(isNetworkPolicy);
  return [
    ...blockers(policies, OUT, scanner, pods),
    ...(pods === undefined ? [] : blockers(policies, IN, pods, scanner)),
  ];
}

/** The pods to scan, if their labels are known. */
function podsOf(target: ScanTarget, labelsOf: (name: string) => Record<string, string>): Endpoint | undefined {
  const { namespace, labels, kind } = target;
  return kind === ScanTargetKind.PODS && namespace !== undefined && labels !== undefined
    ? { namespace, labels, namespaceLabels: labelsOf(namespace) }
    : undefined;
}

function namespaceLabels(name: string, objects: readonly Manifest[]): Record<string, string> {
  const namespace = objects.find(
    (object) => object.kind === 'Namespace' && valueAt(object, 'metadata', 'name') === name,
  );
  return (valueAt(namespace, 'metadata', 'labels') ?? {}) as Record<string, string>;
}

function isNetworkPolicy({ apiVersion, kind }: Manifest): boolean {
  return kind === 'NetworkPolicy' && String(apiVersion).startsWith(`${POLICY_GROUP}/`);
}

/** The fields of a policy for one direction. */
interface Direction {
  readonly type: 'Egress' | 'Ingress';
  readonly peers: 'to' | 'from';
  readonly of: string;
}

const OUT: Direction = { type: 'Egress', peers: 'to', of: 'egress' };
const IN: Direction = { type: 'Ingress', peers: 'from', of: 'ingress to the target' };

/** Policies are additive: traffic is allowed if one of them allows it, or if none applies. */
function blockers(policies: readonly Manifest[], direction: Direction, pod: Endpoint, other?: Endpoint): Finding[] {
  const applying = policies.filter((policy) => applies(policy, pod, direction.type));
  const open = applying.some((policy) =>
    rulesOf(policy, direction).some((rule) => letsThrough(rule, direction, pod, other)),
  );
  if (applying.length === 0 || open) {
    return [];
  }
  const names = applying.map(
    (policy) => `${valueAt(policy, 'metadata', 'namespace')}/${valueAt(policy, 'metadata', 'name')}`,
  );
  const message = `blocks the scan's ${direction.of}: no rule allows it (judged by the labels in this app)`;
  return [{ ...BLOCKED, keys: [`NetworkPolicy ${names.join(', ')}`], message }];
}

function applies(policy: Manifest, pod: Endpoint, type: string): boolean {
  const types = valueAt(policy, 'spec', 'policyTypes');
  const declared = Array.isArray(types)
    ? types.includes(type)
    : type === 'Ingress' || valueAt(policy, 'spec', 'egress') !== undefined;
  return (
    declared &&
    valueAt(policy, 'metadata', 'namespace') === pod.namespace &&
    selects(valueAt(policy, 'spec', 'podSelector'), pod.labels)
  );
}

function rulesOf(policy: Manifest, { type }: Direction): unknown[] {
  const rules = valueAt(policy, 'spec', type.toLowerCase());
  return Array.isArray(rules) ? rules : [];
}

/**
 * A rule without peers allows all. Address blocks, targets without labels and the ports of a rule are not evaluated.
 */
function letsThrough(rule: unknown, { peers }: Direction, pod: Endpoint, other: Endpoint | undefined): boolean {
  const listed = valueAt(rule, peers);
  if (!Array.isArray(listed) || listed.length === 0 || other === undefined) {
    return true;
  }
  return listed.some((peer) => valueAt(peer, 'ipBlock') !== undefined || isPeer(peer, pod, other));
}

function isPeer(peer: unknown, pod: Endpoint, other: Endpoint): boolean {
  const namespaces = valueAt(peer, 'namespaceSelector');
  const inNamespace =
    namespaces === undefined ? other.namespace === pod.namespace : selects(namespaces, other.namespaceLabels);
  return inNamespace && selects(valueAt(peer, 'podSelector') ?? {}, other.labels);
}

/** The rules that this file checks. */
export const WAY_RULES = [BLOCKED] as const;
