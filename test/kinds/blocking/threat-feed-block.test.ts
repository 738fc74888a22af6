import { App, Chart } from 'cdk8s';
import {
  BlockDirections,
  BlockTier,
  CalicoCluster,
  PolicySelector,
  QuarantinePolicy,
  ThreatFeed,
  ThreatFeedBlock,
  type ThreatFeedBlockProps,
  ThreatFeedContent,
  type ThreatFeedProps,
  ThreatFeedSource,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, madeFor, managedCluster, messageOf, only, synthesize, testChart } from '../../support';
import { clusterOfFeeds } from '../threat-feed/feed';

const cluster = clusterOfFeeds();
const source = ThreatFeedSource.pull({ url: 'https://feeds.example.com/list.txt' });
const addresses = (labels: Record<string, string>) => ThreatFeedContent.addresses({ networkSetLabels: labels });

function feedIn(scope: Chart, props: Partial<ThreatFeedProps> = {}): ThreatFeed {
  const name = props.name ?? 'bad';
  return new ThreatFeed(scope, `feed-${name}`, { cluster, name, content: addresses({ feed: name }), source, ...props });
}

const feed = feedIn(new Chart(new App(), 'feeds'));
const PROPS: ThreatFeedBlockProps = { cluster, name: 'block-feeds', feeds: [feed], directions: BlockDirections.EGRESS };

const objectsOf = (props: Partial<ThreatFeedBlockProps> = {}) =>
  synthesize((chart) => new ThreatFeedBlock(chart, 'block', { ...PROPS, ...props }));

const specOf = (props: Partial<ThreatFeedBlockProps> = {}) => only(objectsOf(props), 'GlobalNetworkPolicy').spec;

describe('ThreatFeedBlock', () => {
  const stderr = captureStderr();

  it.each(['3.24', '3.19'])('is a policy in a tier that passes on everything else: %s', (release) => {
    const objects = objectsOf({ cluster: clusterOfFeeds(release), directions: BlockDirections.BOTH, logged: true });
    expect(objects).toMatchSnapshot();
    expect(objects.map(({ kind }) => kind)).toEqual(['Tier', 'GlobalNetworkPolicy']);
  });

  it('denies the addresses of the feed to pods, and says nothing', () => {
    expect(objectsOf()).toEqual([
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'Tier',
        metadata: { name: 'threat-feeds', annotations: expect.objectContaining(madeFor(cluster)) },
        spec: { order: 50, defaultAction: 'Pass' },
      },
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'GlobalNetworkPolicy',
        metadata: { name: 'threat-feeds.block-feeds', annotations: expect.objectContaining(madeFor(cluster)) },
        spec: {
          tier: 'threat-feeds',
          order: 100,
          selector: 'has(projectcalico.org/namespace)',
          types: ['Egress'],
          egress: [{ action: 'Deny', destination: { selector: "feed == 'bad'", namespaceSelector: 'global()' } }],
        },
      },
    ]);
    expect(stderr()).toBe('');
  });

  it.each<[string, object, boolean]>([
    ['3.12', { order: 50 }, true],
    ['3.19', { order: 50 }, true],
    ['3.20', { order: 50, defaultAction: 'Pass' }, false],
    ['cloud-19.4.1', { order: 50 }, true],
    ['cloud-20.0.0', { order: 50, defaultAction: 'Pass' }, false],
  ])('ends with Pass where tiers have no default action: %s', (release, tier, passes) => {
    const objects = objectsOf({ cluster: clusterOfFeeds(release) });
    expect(only(objects, 'Tier').spec).toEqual(tier);
    const { egress } = only(objects, 'GlobalNetworkPolicy').spec;
    expect(egress.slice(1)).toEqual(passes ? [{ action: 'Pass' }] : []);
  });

  it('is staged on request', () => {
    const policy = only(objectsOf({ staged: true }), 'StagedGlobalNetworkPolicy');
    expect([policy.metadata.name, policy.spec.stagedAction]).toEqual(['threat-feeds.block-feeds', 'Set']);
    expect(specOf()).not.toHaveProperty('stagedAction');
  });

  it('logs before it denies', () => {
    const destination = { selector: "feed == 'bad'", namespaceSelector: 'global()' };
    expect(specOf({ logged: true }).egress).toEqual([
      { action: 'Log', destination },
      { action: 'Deny', destination },
    ]);
  });

  it('denies each set of labels once', () => {
    const chart = new Chart(new App(), 'other');
    const same = feedIn(chart, { name: 'same', content: addresses({ feed: 'bad' }) });
    const two = feedIn(chart, { name: 'two', content: addresses({ feed: 'two', team: 'red' }) });
    const { egress } = specOf({ feeds: [feed, same, two] });
    const selectors = egress.map((rule: { destination: { selector: string } }) => rule.destination.selector);
    expect(selectors).toEqual(["feed == 'bad'", "feed == 'two' && team == 'red'"]);
  });

  it('says that nodes are selected, if they are', () => {
    specOf({ protect: PolicySelector.parse('all()') });
    expect(stderr()).toBe(
      'test/block: 1 notice\n  spec.selector = "all()": selects the host endpoints of nodes as well; to protect pods only, use has(projectcalico.org/namespace) [block-policy/host-endpoints]\n',
    );
  });

  it('notes that ingress may hide the address', () => {
    specOf({ directions: BlockDirections.INGRESS });
    expect(stderr()).toBe(
      'test/block: 1 notice\n  spec.ingress[0].source.selector: denies nothing where kube-proxy replaces the source address of traffic from outside by that of a node; that is prevented by externalTrafficPolicy: Local on the Service, or by the eBPF data plane [block-policy/snat]\n',
    );
  });

  it('shows what it is', () => {
    const block = new ThreatFeedBlock(testChart(), 'block', { cluster, name: 'block', feeds: [feed] });
    expect(block).toMatchObject({
      policyName: 'threat-feeds.block',
      cluster,
      feeds: [feed],
      directions: BlockDirections.BOTH,
      staged: false,
    });
    expect([block.protect.text, block.tier.tierName, block.tier.order]).toEqual([
      'has(projectcalico.org/namespace)',
      'threat-feeds',
      50,
    ]);
  });

  const other = feedIn(new Chart(new App(), 'others'), { name: 'worse' });
  const allProps: AllProps<ThreatFeedBlockProps> = {
    cluster: {
      value: cluster,
      kind: 'StagedGlobalNetworkPolicy',
      at: ['metadata', 'annotations', 'calico-threat-defense/release'],
      is: '3.24.0-1.0',
    },
    name: { value: 'mine', kind: 'StagedGlobalNetworkPolicy', at: ['metadata', 'name'], is: 'security.mine' },
    feeds: {
      value: [other],
      kind: 'StagedGlobalNetworkPolicy',
      at: ['spec', 'ingress', 1, 'source', 'selector'],
      is: "feed == 'worse'",
    },
    protect: {
      value: PolicySelector.podsIn(['shop']),
      kind: 'StagedGlobalNetworkPolicy',
      at: ['spec', 'selector'],
      is: "projectcalico.org/namespace in { 'shop' }",
    },
    directions: {
      value: BlockDirections.INGRESS,
      kind: 'StagedGlobalNetworkPolicy',
      at: ['spec', 'types'],
      is: ['Ingress'],
    },
    tier: { value: BlockTier.own('security', { order: 7 }), kind: 'Tier', at: ['metadata', 'name'], is: 'security' },
    order: { value: 3, kind: 'StagedGlobalNetworkPolicy', at: ['spec', 'order'], is: 3 },
    logged: { value: true, kind: 'StagedGlobalNetworkPolicy', at: ['spec', 'ingress', 0, 'action'], is: 'Log' },
    staged: { value: true, kind: 'StagedGlobalNetworkPolicy', at: ['spec', 'stagedAction'], is: 'Set' },
    labels: {
      value: { team: 'red' },
      kind: 'StagedGlobalNetworkPolicy',
      at: ['metadata', 'labels', 'team'],
      is: 'red',
    },
    annotations: {
      value: { note: 'n' },
      kind: 'StagedGlobalNetworkPolicy',
      at: ['metadata', 'annotations', 'note'],
      is: 'n',
    },
  };
  itPassesOnAllProps<ThreatFeedBlockProps>(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.23'));
      new ThreatFeedBlock(chart, 'block', props);
    },
    ['name', 'feeds'],
  );
});

describe('a ThreatFeedBlock that is wrong', () => {
  captureStderr();

  it.each<[string, Partial<ThreatFeedProps>, string]>([
    [
      'of domain names',
      { content: ThreatFeedContent.domains() },
      'contains domain names, for which Calico creates no network set, so policies cannot deny them; use a feed of addresses',
    ],
    [
      'that is pushed',
      { source: ThreatFeedSource.push() },
      'is not downloaded by Calico, which creates no network set for such a feed; use ThreatFeedSource.pull',
    ],
    [
      'without a network set',
      { content: ThreatFeedContent.addresses() },
      'has no labels for its network set, by which a policy could select it; set networkSetLabels of its content',
    ],
    [
      'whose network set has no labels',
      { content: addresses({}) },
      'has no labels for its network set, by which a policy could select it; set networkSetLabels of its content',
    ],
  ])('is rejected for a feed %s', (_, props, message) => {
    const bad = feedIn(testChart(), { ...props, name: 'none' });
    expect(messageOf(() => objectsOf({ feeds: [feed, bad] }))).toBe(
      `test/block: 1 problem\n  feeds[1] = "none": ${message} [block-policy/feed-without-network-set]`,
    );
  });

  it('is rejected for a feed of another cluster', () => {
    const { release, logs } = cluster;
    const others = [
      CalicoCluster.managed({ name: 'acme.eks-test', release, logs }),
      CalicoCluster.standalone({ release, logs }),
    ];
    const feeds = others.map((other, index) => feedIn(testChart(), { cluster: other, name: `other-${index}` }));
    expect(messageOf(() => objectsOf({ feeds: [feed, ...feeds] }))).toBe(
      [
        'test/block: 2 problems',
        '  feeds[1] = "other-0": is for the cluster acme.eks-test, but the block is for the cluster acme.aks-prod; use a feed of the same cluster [block-policy/feed-of-another-cluster]',
        '  feeds[2] = "other-1": is for a standalone cluster, but the block is for the cluster acme.aks-prod; use a feed of the same cluster [block-policy/feed-of-another-cluster]',
      ].join('\n'),
    );
  });

  it.each<[string, Partial<ThreatFeedBlockProps>, string]>([
    [
      'no feed',
      { feeds: [] },
      'feeds: must have at least one feed, or nothing would be denied [block-policy/no-feeds]',
    ],
    [
      'a name with a dot',
      { name: 'block.feeds' },
      'metadata.name = "threat-feeds.block.feeds": must contain at most one dot, after the name of the tier, or Calico rejects the policy [network-policy/name]',
    ],
    [
      'a name in upper case',
      { name: 'Block' },
      "metadata.name = \"threat-feeds.Block\": must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit [object/metadata]",
    ],
    [
      'an order that is not a number',
      { order: Number.NaN },
      'spec.order = NaN: must be a finite number, without quotes [network-policy/field-type]',
    ],
    [
      'a label that is not one',
      { labels: { team: 'red & blue' } },
      "metadata.labels.team = \"red & blue\": is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit [object/metadata]",
    ],
    [
      'an existing tier before 3.20',
      { cluster: clusterOfFeeds('3.19'), tier: BlockTier.existing('security') },
      'tier = "security": is an existing tier, but tiers of Calico Enterprise 3.19.1 cannot pass on traffic that no policy decides; use BlockTier.own [block-policy/existing-tier]',
    ],
    [
      'a selector of more than 1024 characters from 3.24 on',
      { protect: PolicySelector.podsIn(Array.from({ length: 100 }, (_, index) => `namespace-${index}`)) },
      "spec.selector = \"projectcalico.org/namespace in { 'namespace-0', 'namespace-1', 'namespace-2', '… (1625 characters): must have at most 1024 characters since 3.24 [network-policy/field-too-long]",
    ],
    [
      'props of other types',
      { feeds: ['bad'], tier: 'security' } as never,
      'feeds[0] = "bad": must be a ThreatFeed [argument/type]\n  tier = "security": must be a BlockTier, such as BlockTier.own(\'threat-feeds\') [argument/type]',
    ],
  ])('is rejected: %s', (_, props, problems) => {
    const chart = testChart();
    const lines = problems.split('\n').length;
    expect(messageOf(() => new ThreatFeedBlock(chart, 'block', { ...PROPS, ...props }))).toBe(
      `test/block: ${lines} problem${lines === 1 ? '' : 's'}\n  ${problems}`,
    );
    expect(chart.node.findAll().map(({ node }) => node.id)).toEqual(['test', 'block']);
  });

  it('is rejected if another has its name', () => {
    const both = () =>
      synthesize((chart) => {
        new ThreatFeedBlock(chart, 'one', PROPS);
        new ThreatFeedBlock(chart, 'two', PROPS);
      });
    expect(messageOf(both)).toContain('[manifest/duplicate-object]');
  });

  it('can be in a tier that exists', () => {
    const objects = objectsOf({ tier: BlockTier.existing('security') });
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'GlobalNetworkPolicy security.block-feeds',
    ]);
  });
});

describe('blocks that share a tier', () => {
  captureStderr();
  const titlesOf = (release: string, build: (chart: Chart) => void) =>
    synthesize((chart) => {
      CalicoCluster.provide(chart, clusterOfFeeds(release));
      build(chart);
    }).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const block = { feeds: [feed], cluster: undefined };

  it('have it once, before them', () => {
    const titles = titlesOf('3.24', (chart) => {
      new ThreatFeedBlock(chart, 'one', { ...block, name: 'one' });
      new ThreatFeedBlock(chart, 'two', { ...block, name: 'two' });
    });
    expect(titles).toEqual([
      'Tier threat-feeds',
      'GlobalNetworkPolicy threat-feeds.one',
      'GlobalNetworkPolicy threat-feeds.two',
    ]);
  });

  it('have one policy with the Pass rules before 3.20, which is applied first', () => {
    const objects = synthesize((chart) => {
      CalicoCluster.provide(chart, clusterOfFeeds('3.19'));
      const tier = BlockTier.own('security');
      new ThreatFeedBlock(chart, 'one', { ...block, name: 'one', tier, directions: BlockDirections.EGRESS });
      new QuarantinePolicy(chart, 'quarantine', { tier });
    });
    expect(objects.map(({ metadata }) => metadata.name)).toEqual([
      'security',
      'security.pass',
      'security.one',
      'security.quarantine',
    ]);
    expect(objects[1].spec).toEqual({
      tier: 'security',
      selector: "(has(projectcalico.org/namespace)) || (has(projectcalico.org/namespace) && quarantine == 'true')",
      types: ['Ingress', 'Egress'],
      ingress: [{ action: 'Pass' }],
      egress: [{ action: 'Pass' }],
    });
    expect(objects[2].spec.egress).toHaveLength(1);
  });

  it('need none for policies that deny everything', () => {
    const titles = titlesOf('3.19', (chart) => {
      const tier = BlockTier.own('security');
      new QuarantinePolicy(chart, 'one', { tier, name: 'one' });
      new QuarantinePolicy(chart, 'two', { tier, name: 'two', labelKey: 'isolated' });
    });
    expect(titles).toEqual(['Tier security', 'GlobalNetworkPolicy security.one', 'GlobalNetworkPolicy security.two']);
  });

  it('can be in two charts, if one of them says that it exists', () => {
    const app = new App();
    const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
    new ThreatFeedBlock(first, 'one', { ...block, cluster, name: 'one', tier: BlockTier.own('security') });
    new ThreatFeedBlock(second, 'two', { ...block, cluster, name: 'two', tier: BlockTier.existing('security') });
    expect(() => app.synthYaml()).not.toThrow();
  });

  it.each([
    ['3.24', 'use BlockTier.existing in all charts of the cluster but one, or another tier'],
    ['3.19', 'use another tier in each chart of the cluster'],
  ])('are rejected in two charts of one cluster that both make it: %s', (release, advice) => {
    const app = new App();
    for (const name of ['one', 'two']) {
      const chart = new Chart(app, name);
      new ThreatFeedBlock(chart, name, { ...PROPS, cluster: clusterOfFeeds(release), name });
    }
    expect(messageOf(() => app.synthYaml())).toContain(
      `projectcalico.org/Tier threat-feeds: is emitted by one/one/Tier as well, and the second would replace the first; ${advice} [manifest/duplicate-object]`,
    );
  });

  it.each<[string, BlockTier, string]>([
    [
      'another order',
      BlockTier.own('security', { order: 60 }),
      'has the order 60, but has the order 50 in test/one; use the same BlockTier for both',
    ],
    [
      'no order',
      BlockTier.existing('security'),
      'exists already, but has the order 50 in test/one; use the same BlockTier for both',
    ],
  ])('are rejected with %s', (_, tier, message) => {
    const chart = testChart();
    new ThreatFeedBlock(chart, 'one', { ...PROPS, name: 'one', tier: BlockTier.own('security') });
    expect(messageOf(() => new ThreatFeedBlock(chart, 'two', { ...PROPS, name: 'two', tier }))).toBe(
      `test/two: 1 problem\n  tier = "security": ${message} [block-policy/tier-conflict]`,
    );
  });

  it('are rejected for releases whose tiers differ', () => {
    const chart = testChart();
    new ThreatFeedBlock(chart, 'one', { ...PROPS, name: 'one' });
    const other = () => new ThreatFeedBlock(chart, 'two', { ...PROPS, name: 'two', cluster: clusterOfFeeds('3.19') });
    expect(messageOf(other)).toBe(
      'test/two: 1 problem\n  tier = "threat-feeds": is shared with test/one, which is for Calico Enterprise 3.24.0-1.0, where tiers have another form; use another chart [block-policy/tier-conflict]',
    );
  });

  it('are not disturbed by one that was rejected', () => {
    const chart = testChart();
    const wrong = () => new ThreatFeedBlock(chart, 'one', { ...PROPS, feeds: [], tier: BlockTier.own('security') });
    expect(wrong).toThrow('[block-policy/no-feeds]');
    const tier = BlockTier.own('security', { order: 60 });
    expect(() => new ThreatFeedBlock(chart, 'two', { ...PROPS, tier })).not.toThrow();
  });
});

describe('BlockTier', () => {
  it.each<[string, () => unknown, string]>([
    [
      'the default tier',
      () => BlockTier.own('default'),
      'name = "default": is the tier in which traffic that no rule decides is denied; use a tier of its own, such as threat-feeds [block-policy/tier-name]',
    ],
    [
      'a tier of Calico',
      () => BlockTier.existing('calico-system'),
      'name = "calico-system": is a tier that Calico creates for itself; use a tier of its own, such as threat-feeds [block-policy/tier-name]',
    ],
    [
      'a name with a dot',
      () => BlockTier.own('threat.feeds'),
      'name = "threat.feeds": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and \'-\', beginning and ending with a letter or digit [block-policy/tier-name]',
    ],
    [
      'an infinite order',
      () => BlockTier.own('security', { order: Number.POSITIVE_INFINITY }),
      'options.order = Infinity: must be a finite number [block-policy/tier-order]',
    ],
  ])('cannot have %s', (_, make, problem) => {
    expect(messageOf(make)).toBe(`BlockTier: 1 problem\n  ${problem}`);
  });
});
