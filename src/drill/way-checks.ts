import { ApiObject } from 'cdk8s';
import { type Construct, type IConstruct, Node } from 'constructs';
import { type Finding, type Manifest, onceReporter, type RuleMark, valueAt } from '../base';
import { CalicoCluster } from '../calico';
import { NAMESPACE_NAME_LABEL } from '../kubernetes';
import { selects } from './selectors';

const POLICY_GROUP = 'networking.k8s.io';

/** A pod as policies see it: its labels, and those of its namespace. */
interface Endpoint {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaceLabels: Readonly<Record<string, string>>;
}

/** Pods of one namespace, by their labels. */
export interface LabelledPods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Connections that network policies must let through. */
export interface Way {
  /** What connects, such as `scan`. */
  readonly traffic: string;
  readonly from: LabelledPods;
  /** The destination, if its labels are known. */
  readonly to?: LabelledPods | undefined;
  /** The port of the destination; undefined for all ports of a scan. */
  readonly port?: { readonly protocol: 'TCP' | 'UDP'; readonly number: number } | undefined;
  /** The rule of the warning. */
  readonly rule: RuleMark;
}

/** The ways of a construct of the tree. */
interface Traveller {
  readonly scope: Construct;
  readonly ways: readonly Way[];
  readonly tell: (findings: readonly Finding[]) => void;
}

/** Stores what connects at the root of a tree, so one pass over the tree is enough for all of them. */
const TRAVELLERS = Symbol.for('cdk8s-calico-threat-defense.travellers');

/**
 * Warns during synthesis about network policies of the same app that would block a way. Policies for other clusters are
 * ignored.
 */
export function requireOpenWay(scope: Construct, ...ways: readonly Way[]): void {
  const { root, path } = Node.of(scope);
  const travellers = travellersOf(root);
  if (travellers.length === 0) {
    Node.of(root).addValidation({ validate: () => checkTravellers(root, travellers) });
  }
  travellers.push({ scope, ways, tell: onceReporter(path) });
}

function travellersOf(root: IConstruct): Traveller[] {
  const holder = root as { [TRAVELLERS]?: Traveller[] };
  if (holder[TRAVELLERS] === undefined) {
    Object.defineProperty(root, TRAVELLERS, { value: [] });
  }
  return holder[TRAVELLERS] ?? [];
}

function checkTravellers(root: IConstruct, travellers: readonly Traveller[]): string[] {
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
    for (const { scope, ways, tell } of travellers) {
      const known = objectsFor(scope, byCluster);
      tell(ways.flatMap((way) => checkWay(way, known)));
    }
  }
  return [];
}

function isPolicy({ apiGroup, kind }: ApiObject): boolean {
  return kind === 'NetworkPolicy' && apiGroup === POLICY_GROUP;
}

/** The objects for the cluster of a construct, and those without a cluster. */
function objectsFor(scope: Construct, byCluster: ReadonlyMap<unknown, readonly Manifest[]>): readonly Manifest[] {
  const identity = CalicoCluster._find(scope)?._identity;
  return identity === undefined
    ? [...byCluster.values()].flat()
    : [...(byCluster.get(identity) ?? []), ...(byCluster.get(undefined) ?? [])];
}

/** Checks a way against the namespaces and the plain Kubernetes network policies that are applied with it. */
function checkWay(way: Way, objects: readonly Manifest[]): Finding[] {
  const endpointOf = ({ namespace, labels }: LabelledPods): Endpoint => ({
    namespace,
    labels,
    namespaceLabels: { ...namespaceLabels(namespace, objects), [NAMESPACE_NAME_LABEL]: namespace },
  });
  const from = endpointOf(way.from);
  const to = way.to && endpointOf(way.to);
  const policies = objects.filter(isNetworkPolicy);
  return [
    ...blockers(policies, way, OUT, from, to),
    ...(to === undefined ? [] : blockers(policies, way, IN, to, from)),
  ];
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
function blockers(
  policies: readonly Manifest[],
  way: Way,
  direction: Direction,
  ...[pod, other]: [Endpoint, Endpoint?]
): Finding[] {
  const applying = policies.filter((policy) => applies(policy, pod, direction.type));
  const open = applying.some((policy) =>
    rulesOf(policy, direction).some((rule) => allowsPort(rule, way.port) && letsThrough(rule, direction, pod, other)),
  );
  if (applying.length === 0 || open) {
    return [];
  }
  const names = applying.map(
    (policy) => `${valueAt(policy, 'metadata', 'namespace')}/${valueAt(policy, 'metadata', 'name')}`,
  );
  const message = `blocks the ${way.traffic}'s ${direction.of}: no rule allows it (judged by the labels in this app)`;
  return [{ ...way.rule, keys: [`NetworkPolicy ${names.join(', ')}`], message }];
}

/** A rule without ports allows all. Ports of containers that a rule refers to by name are not known, so they may be it. */
function allowsPort(rule: unknown, port: Way['port']): boolean {
  const listed = valueAt(rule, 'ports');
  if (port === undefined || !Array.isArray(listed) || listed.length === 0) {
    return true;
  }
  return listed.some((entry) => {
    const [first, last] = [valueAt(entry, 'port'), valueAt(entry, 'endPort')];
    const inRange =
      typeof first !== 'number' || (port.number >= first && port.number <= (typeof last === 'number' ? last : first));
    return (valueAt(entry, 'protocol') ?? 'TCP') === port.protocol && inRange;
  });
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
 * A rule without peers allows all. Address blocks, and destinations without labels, are not evaluated.
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
