import fc from 'fast-check';
import type { Direction, Flow, Peer, Written } from './policy-evaluator';

/** A cluster with policies of its own, and the traffic in it. */
export interface World {
  readonly objects: readonly Written[];
  readonly flows: readonly Flow[];
}

/** The labels of the network set of the feed that is blocked, which pods and other sets can have as well. */
export const FEED_LABELS = { feed: 'bad' };

/** The network set that Calico makes of the feed. */
export const FEED_SET = {
  kind: 'GlobalNetworkSet',
  metadata: { name: 'threatfeed.bad', labels: FEED_LABELS },
  spec: { nets: ['192.0.2.0/25', '198.51.100.7/32', '2001:db8::/64'] },
};

/** Addresses in the feed, beside it, and elsewhere. */
const BAD = ['192.0.2.1', '192.0.2.127', '198.51.100.7', '2001:db8::7'];
const GOOD = ['192.0.2.128', '198.51.100.8', '203.0.113.5', '2001:db8:0:1::7'];

const NAMESPACES = ['shop', 'bank', 'kube-system'];
const namespaces = NAMESPACES.map((name) => ({
  kind: 'Namespace',
  metadata: { name, labels: { zone: name === 'shop' ? 'front' : 'back' } },
  spec: {},
}));

const labels = fc.record(
  {
    app: fc.constantFrom('web', 'db'),
    feed: fc.constantFrom('bad', 'other'),
    quarantine: fc.constantFrom('true', 'false'),
    'k8s-app': fc.constant('kube-dns'),
  },
  { requiredKeys: [] },
);
const pods = fc
  .array(fc.record({ labels, namespace: fc.constantFrom(...NAMESPACES) }), { minLength: 2, maxLength: 5 })
  .map((list) => list.map((pod, index): Peer => ({ ...pod, address: `10.0.0.${index + 1}` })));
const hosts = fc
  .array(labels, { minLength: 1, maxLength: 2 })
  .map((list) => list.map((each, index): Peer => ({ labels: each, address: `10.9.0.${index + 1}` })));

/** Sets that share labels or addresses with the feed; a namespace can have sets, too. */
const sets = fc.array(
  fc.record({
    labels: fc.record({ feed: fc.constantFrom('other', 'bad2'), team: fc.constant('red') }, { requiredKeys: [] }),
    nets: fc.subarray(['192.0.2.0/24', '203.0.113.0/24', '10.0.0.1/32', '2001:db8::/32']),
    namespace: fc.option(fc.constantFrom(...NAMESPACES), { nil: undefined }),
  }),
  { maxLength: 3 },
);

const text = fc.constantFrom(
  'all()',
  "app == 'web'",
  "app != 'db'",
  "feed == 'bad'",
  "feed in {'bad', 'other'}",
  'has(quarantine)',
  '!has(app)',
  "app == 'web' || feed == 'other'",
);
const namespaceText = fc.constantFrom('all()', 'global()', "zone == 'front'", "projectcalico.org/name == 'bank'");
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const entity = fc.record({
  selector: maybe(text),
  namespaceSelector: maybe(namespaceText),
  nets: fc.option(fc.subarray(['192.0.2.0/24', '203.0.113.0/24', '10.0.0.0/8'], { minLength: 1 }), {
    nil: undefined,
    freq: 3,
  }),
});
const rule = fc.record({
  action: fc.constantFrom('Allow', 'Allow', 'Deny', 'Pass', 'Log'),
  protocol: maybe(fc.constantFrom('TCP', 'UDP')),
  source: maybe(entity),
  destination: maybe(entity),
});
const rules = fc.array(rule, { maxLength: 3 });
const types = fc.constantFrom<Direction[]>(['Ingress'], ['Egress'], ['Ingress', 'Egress']);

/** Other tiers, of which `after` are evaluated after the tiers of blocks. */
const TIERS = ['default', 'platform', 'last'];
const tiers = fc
  .record({ action: fc.constantFrom('Pass', 'Deny', undefined), last: fc.constantFrom('Pass', 'Deny', undefined) })
  .map(({ action, last }) => [
    { kind: 'Tier', metadata: { name: 'platform' }, spec: { order: 500, defaultAction: action } },
    { kind: 'Tier', metadata: { name: 'last' }, spec: { defaultAction: last } },
  ]);

const policies = fc
  .array(
    fc.record({
      namespace: maybe(fc.constantFrom(...NAMESPACES)),
      tier: fc.constantFrom(...TIERS),
      order: maybe(fc.constantFrom(1, 2, 100)),
      selector: maybe(text),
      namespaceSelector: fc.option(fc.constantFrom('all()', "zone == 'front'"), { nil: undefined, freq: 3 }),
      types,
      ingress: rules,
      egress: rules,
    }),
    { maxLength: 6 },
  )
  .map((list) =>
    list.map(({ namespace, namespaceSelector, tier, ...spec }, index) => ({
      kind: namespace === undefined ? 'GlobalNetworkPolicy' : 'NetworkPolicy',
      metadata: { name: `${tier}.policy-${index}`, namespace },
      spec: { ...spec, tier, namespaceSelector: namespace === undefined ? namespaceSelector : undefined },
    })),
  );

/** How many flows there are in a world. */
export const FLOWS = 50;

/** Clusters of all kinds, with the network set of the feed. */
export const worlds: fc.Arbitrary<World> = fc.record({ pods, hosts, sets, tiers, policies }).chain((parts) => {
  const networkSets = parts.sets.map(({ labels: of, nets, namespace }, index) => ({
    kind: namespace === undefined ? 'GlobalNetworkSet' : 'NetworkSet',
    metadata: { name: `set-${index}`, labels: of, namespace },
    spec: { nets },
  }));
  const endpoints = [...parts.pods, ...parts.hosts];
  const outside = [...BAD, ...GOOD].map((address): Peer => ({ address }));
  const flow: fc.Arbitrary<Flow> = fc.record({
    endpoint: fc.constantFrom(...parts.pods, ...endpoints),
    remote: fc.oneof(fc.constantFrom(...outside), fc.constantFrom(...endpoints)),
    direction: fc.constantFrom<Direction>('Ingress', 'Egress'),
    protocol: fc.constantFrom('TCP', 'UDP'),
    port: fc.constantFrom(53, 443),
  });
  const objects = [...namespaces, FEED_SET, ...networkSets, ...parts.tiers, ...parts.policies];
  return fc.array(flow, { minLength: FLOWS, maxLength: FLOWS }).map((flows) => ({ objects, flows }));
});

/** Whether an address is in the feed, or of a host endpoint with its labels, which global() selects as well. */
export function isBad({ address, labels: own, namespace }: Peer): boolean {
  return BAD.includes(address) || (namespace === undefined && own?.['feed'] === FEED_LABELS.feed);
}
