import { BlockList, isIPv4 } from 'node:net';
import { type Labels, matches, parseSelector } from '../../../src/query';

/** A manifest, whose fields are read as they are written. */
// biome-ignore lint/suspicious/noExplicitAny: the evaluator reads objects of several kinds
export type Written = any;

export type Direction = 'Ingress' | 'Egress';

export type Verdict = 'allow' | 'deny';

/** A pod or the host endpoint of a node, which has no namespace; or an address outside, which is not an endpoint. */
export interface Peer {
  readonly address: string;
  readonly labels?: Labels;
  readonly namespace?: string;
}

/** The traffic that one endpoint sees. */
export interface Flow {
  readonly endpoint: Peer;
  readonly direction: Direction;
  readonly remote: Peer;
  readonly protocol: 'TCP' | 'UDP';
  /** The port of the destination. */
  readonly port: number;
}

/** What selectors match: an endpoint, or a network set that contains its address. */
interface Identity {
  readonly labels: Labels;
  readonly namespace?: string | undefined;
}

const NAMESPACE = 'projectcalico.org/namespace';
const NAME = 'projectcalico.org/name';

/** The tier of policies that name none; it always exists. */
const DEFAULT_TIER = { metadata: { name: 'default' }, spec: { order: 1_000_000 } };

/**
 * What Calico decides about traffic, for the parts of policies that blocks and their tests have: tiers and policies in their
 * order, Pass and default actions, selectors of both ends, and profiles, which allow everything.
 */
export class PolicyEvaluator {
  private readonly tiers: Written[];
  private readonly policies: Written[];
  private readonly sets: Written[];
  private readonly namespaces: ReadonlyMap<string, Labels>;

  constructor(objects: readonly Written[]) {
    const of = (...kinds: string[]) => objects.filter(({ kind }) => kinds.includes(kind));
    this.tiers = inOrder([...of('Tier'), DEFAULT_TIER]);
    this.policies = inOrder(of('GlobalNetworkPolicy', 'NetworkPolicy'));
    this.sets = of('GlobalNetworkSet', 'NetworkSet');
    const named = of('Namespace').map(({ metadata: { name, labels } }): [string, Labels] => [
      name,
      { ...labels, [NAME]: name, 'kubernetes.io/metadata.name': name },
    ]);
    this.namespaces = new Map(named);
  }

  /** Traffic passes if all tiers that have policies for the endpoint let it. */
  verdict(flow: Flow): Verdict {
    for (const tier of this.tiers) {
      const decision = this.decisionOf(tier, flow);
      if (decision !== 'pass') {
        return decision;
      }
    }
    return 'allow';
  }

  private decisionOf(tier: Written, flow: Flow): Verdict | 'pass' {
    const policies = this.policies.filter(
      (policy) =>
        (policy.spec.tier ?? 'default') === tier.metadata.name &&
        typesOf(policy.spec).includes(flow.direction) &&
        this.selects(policy, flow.endpoint),
    );
    if (policies.length === 0) {
      return 'pass';
    }
    for (const policy of policies) {
      const rules: Written[] = policy.spec[flow.direction === 'Ingress' ? 'ingress' : 'egress'] ?? [];
      const rule = rules.find((each) => each.action !== 'Log' && this.applies(policy, each, flow));
      if (rule !== undefined) {
        return rule.action.toLowerCase();
      }
    }
    return tier.spec.defaultAction === 'Pass' ? 'pass' : 'deny';
  }

  /** Whether a policy is for an endpoint. */
  private selects({ kind, metadata, spec }: Written, endpoint: Peer): boolean {
    const { namespaceSelector, selector } = spec;
    const inNamespace =
      kind === 'NetworkPolicy'
        ? endpoint.namespace === metadata.namespace
        : namespaceSelector === undefined || this.isIn(endpoint.namespace, namespaceSelector);
    return inNamespace && selectedBy(selector, identityOf(endpoint));
  }

  private applies(policy: Written, rule: Written, { endpoint, direction, remote, protocol, port }: Flow): boolean {
    const [source, destination] = direction === 'Egress' ? [endpoint, remote] : [remote, endpoint];
    return (
      (rule.protocol === undefined || rule.protocol === protocol) &&
      (rule.destination?.ports === undefined || rule.destination.ports.includes(port)) &&
      this.isEnd(policy, rule.source, source) &&
      this.isEnd(policy, rule.destination, destination)
    );
  }

  /** Whether one end of the traffic is the one that a rule describes. */
  private isEnd({ kind, metadata }: Written, entity: Written, peer: Peer): boolean {
    const { selector, namespaceSelector, nets } = entity ?? {};
    if (nets !== undefined && !contains(nets, peer.address)) {
      return false;
    }
    if (selector === undefined && namespaceSelector === undefined) {
      return true;
    }
    // Without a namespaceSelector, a rule of a policy in a namespace is about its own namespace.
    const own = kind === 'NetworkPolicy' && namespaceSelector === undefined ? metadata.namespace : undefined;
    return this.identitiesOf(peer).some(
      (identity) =>
        (own === undefined || identity.namespace === own) &&
        (namespaceSelector === undefined || this.isIn(identity.namespace, namespaceSelector)) &&
        selectedBy(selector, identity),
    );
  }

  /** An endpoint itself, and the network sets that contain its address. */
  private identitiesOf(peer: Peer): Identity[] {
    const sets = this.sets.filter(({ spec }) => contains(spec.nets ?? [], peer.address));
    return [
      ...(peer.labels === undefined ? [] : [identityOf(peer)]),
      ...sets.map(({ metadata }) => identityOf({ ...metadata, labels: metadata.labels ?? {} })),
    ];
  }

  /** Whether a selector of namespaces selects a namespace, or what is outside of them. */
  private isIn(namespace: string | undefined, text: string): boolean {
    const selector = parseSelector(text);
    if (selector?.kind === 'global') {
      return namespace === undefined;
    }
    const labels = namespace === undefined ? undefined : this.namespaces.get(namespace);
    return selector !== undefined && labels !== undefined && matches(selector, labels);
  }
}

/** Calico gives pods and network sets of a namespace a label with its name. */
function identityOf({ labels, namespace }: Pick<Peer, 'labels' | 'namespace'>): Identity {
  return { labels: namespace === undefined ? { ...labels } : { ...labels, [NAMESPACE]: namespace }, namespace };
}

function selectedBy(text: string | undefined, { labels }: Identity): boolean {
  const selector = parseSelector(text ?? '');
  return selector !== undefined && matches(selector, labels);
}

/** The directions of a policy; without types, they follow from its rules. */
function typesOf({ types, ingress = [], egress = [] }: Written): Direction[] {
  if (types !== undefined) {
    return types;
  }
  return [
    ...(ingress.length > 0 || egress.length === 0 ? (['Ingress'] as const) : []),
    ...(egress.length > 0 ? (['Egress'] as const) : []),
  ];
}

/** By their order, those without one last, and by name where it is equal. */
function inOrder(objects: readonly Written[]): Written[] {
  const orderOf = ({ spec }: Written): number => spec.order ?? Number.POSITIVE_INFINITY;
  return [...objects].sort((one, other) =>
    orderOf(one) === orderOf(other)
      ? one.metadata.name < other.metadata.name
        ? -1
        : 1
      : orderOf(one) - orderOf(other),
  );
}

const lists = new Map<string, BlockList>();

function contains(nets: readonly string[], address: string): boolean {
  const key = nets.join();
  const list = lists.get(key) ?? listOf(nets);
  lists.set(key, list);
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

function listOf(nets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const net of nets) {
    const [address = '', length] = net.split('/');
    const type = isIPv4(address) ? 'ipv4' : 'ipv6';
    list.addSubnet(address, Number(length ?? (type === 'ipv4' ? 32 : 128)), type);
  }
  return list;
}
