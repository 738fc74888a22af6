import { errorRule, type Finding, type Keys } from '../../base';
import { type CalicoCluster, CalicoTopology } from '../../calico';
import { type ThreatFeed, ThreatFeedContentKind } from '../threat-feed';

/** A program that blocks a feed with some content, on a cluster whose flow logs have addresses. */
const blockOf = (content: string) =>
  [
    'const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });',
    "CalicoCluster.provide(chart, CalicoCluster.managed({ name: 'acme.aks-prod', release, logs }));",
    "const source = ThreatFeedSource.pull({ url: 'https://feeds.example.com/list.txt' });",
    `const content = ThreatFeedContent.${content};`,
    "const feed = new ThreatFeed(chart, 'feed', { name: 'bad', content, source });",
    "new ThreatFeedBlock(chart, 'block', { name: 'block', feeds: [feed], directions: BlockDirections.EGRESS });",
  ].join('\n');
const RIGHT = blockOf("addresses({ networkSetLabels: { feed: 'bad' } })");

const NETWORK_SET = errorRule({
  id: 'block-policy/feed-without-network-set',
  form: 'program',
  what: 'Each feed of a ThreatFeedBlock must have a network set with a label.',
  why: 'A policy denies the addresses of a network set, which it selects by a label. Calico creates a network set only for a list of addresses that it downloads.',
  bad: blockOf('domains()'),
  good: RIGHT,
});
const NO_FEEDS = errorRule({
  id: 'block-policy/no-feeds',
  form: 'program',
  what: 'A ThreatFeedBlock must have at least one feed.',
  why: 'Without a feed, the policy would deny nothing.',
  bad: "new ThreatFeedBlock(chart, 'block', { cluster, name: 'block', feeds: [] });",
  good: RIGHT,
});

const OTHER_CLUSTER = errorRule({
  id: 'block-policy/feed-of-another-cluster',
  form: 'program',
  what: 'The feeds of a ThreatFeedBlock must be for the same cluster as the block.',
  why: 'The network set of a feed exists only on the cluster of the feed. On another cluster, the policy would select nothing.',
  bad: RIGHT.replace(
    "{ name: 'block', feeds",
    "{ cluster: CalicoCluster.managed({ name: 'acme.eks-test', release, logs }), name: 'block', feeds",
  ),
  good: RIGHT,
});

/** Checks that a policy for a cluster can deny the addresses of each feed. */
export function checkFeeds(feeds: readonly ThreatFeed[], cluster: CalicoCluster): Finding[] {
  if (feeds.length === 0) {
    return [{ ...NO_FEEDS, keys: ['feeds'], message: 'must have at least one feed, or nothing would be denied' }];
  }
  return feeds.flatMap((feed, index) => {
    const keys: Keys = ['feeds', index];
    const message = problemOf(feed);
    return [
      ...(message === undefined ? [] : [{ ...NETWORK_SET, keys, value: feed.feedName, message }]),
      ...otherCluster(feed, cluster, keys),
    ];
  });
}

function problemOf({ content, source, selector }: ThreatFeed): string | undefined {
  if (content.kind === ThreatFeedContentKind.DOMAINS) {
    return 'contains domain names, for which Calico creates no network set, so policies cannot deny them; use a feed of addresses';
  }
  if (!source.isPulled) {
    return 'is not downloaded by Calico, which creates no network set for such a feed; use ThreatFeedSource.pull';
  }
  return selector === undefined
    ? 'has no labels for its network set, by which a policy could select it; set networkSetLabels of its content'
    : undefined;
}

/** Two clusters of one topology that is not managed have no names by which they differ. */
function otherCluster({ feedName, cluster: of }: ThreatFeed, cluster: CalicoCluster, keys: Keys): Finding[] {
  if (of.topology === cluster.topology && of.name === cluster.name) {
    return [];
  }
  const message = `is for ${inWords(of)}, but the block is for ${inWords(cluster)}; use a feed of the same cluster`;
  return [{ ...OTHER_CLUSTER, keys, value: feedName, message }];
}

function inWords({ topology, name }: CalicoCluster): string {
  return topology === CalicoTopology.MANAGED ? `the cluster ${name}` : `a ${topology} cluster`;
}

/** The rules that this file checks. */
export const FEED_CHECKS_RULES = [NETWORK_SET, NO_FEEDS, OTHER_CLUSTER] as const;
