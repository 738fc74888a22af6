import {
  BlockTier,
  CalicoCluster,
  PolicySelector,
  ThreatFeedBlock,
  type ThreatFeedBlockProps,
  ThreatFeedContent,
  type ThreatFeedProps,
  ThreatFeedSource,
} from '../../../src';
import { checkFeeds } from '../../../src/kinds/blocking/feed-checks';
import { captureStderr, messageOf, synthesize, testChart } from '../../support';
import { clusterOfFeeds } from '../threat-feed/feed';
import { addresses, cluster, feed, feedIn, objectsOf, PROPS } from './feed-blocks';

describe('a ThreatFeedBlock that is wrong', () => {
  const stderr = captureStderr();

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

  it.each([
    'cluster',
    'name',
    'feeds',
    'protect',
    'directions',
    'tier',
    'order',
    'logged',
    'staged',
    'labels',
    'annotations',
  ])('is rejected if a prop has another type: %s', (prop) => {
    const make = () => new ThreatFeedBlock(testChart(), 'it', { ...PROPS, [prop]: [7] } as never);
    expect(messageOf(make)).toMatch(new RegExp(`^test/it: 1 problem\\n  ${prop}\\b.* must be .*\\[argument/type\\]$`));
  });

  it('reports props that it does not have', () => {
    new ThreatFeedBlock(testChart(), 'it', { ...PROPS, odd: 1 } as never);
    expect(stderr()).toBe(
      'test/it: 1 warning\n  odd: is not a prop of ThreatFeedBlockProps and has no effect [argument/unknown-prop]\n',
    );
  });

  it('is rejected outside of a scope', () => {
    expect(messageOf(() => new ThreatFeedBlock(undefined as never, 'block', PROPS))).toBe(
      'ThreatFeedBlock: 1 problem\n  scope: must be a construct, such as a Chart [argument/type]',
    );
  });

  it('is rejected for a feed of a cluster of the same name, but another topology', () => {
    const { release, logs } = cluster;
    const standalone = CalicoCluster.standalone({ release, logs });
    const same = CalicoCluster.managed({ name: standalone.name, release, logs });
    const other = feedIn(testChart(), { cluster: same, name: 'other' });
    expect(messageOf(() => objectsOf({ cluster: standalone, feeds: [other] }))).toBe(
      `test/block: 1 problem\n  feeds[0] = "other": is for the cluster ${standalone.name}, but the block is for a standalone cluster; use a feed of the same cluster [block-policy/feed-of-another-cluster]`,
    );
  });

  it('has no other problem than these', () => {
    expect(checkFeeds([feed], cluster)).toEqual([]);
  });

  it('is rejected if another has its name', () => {
    const both = () =>
      synthesize((chart) => {
        new ThreatFeedBlock(chart, 'one', PROPS);
        new ThreatFeedBlock(chart, 'two', PROPS);
      });
    expect(messageOf(both)).toContain(
      'projectcalico.org/GlobalNetworkPolicy threat-feeds.block-feeds: is emitted by test/one/Resource as well, and the second would replace the first; give one of them another name, or remove it [manifest/duplicate-object]',
    );
  });

  it('can be in a tier that exists', () => {
    const objects = objectsOf({ tier: BlockTier.existing('security') });
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'GlobalNetworkPolicy security.block-feeds',
    ]);
  });
});
