import { App, Chart } from 'cdk8s';
import {
  BlockDirections,
  ThreatFeed,
  ThreatFeedBlock,
  type ThreatFeedBlockProps,
  ThreatFeedContent,
  type ThreatFeedProps,
  ThreatFeedSource,
} from '../../../src';
import { only, synthesize } from '../../support';
import { clusterOfFeeds } from '../threat-feed/feed';

export const cluster = clusterOfFeeds();
export const source = ThreatFeedSource.pull({ url: 'https://feeds.example.com/list.txt' });
export const addresses = (labels: Record<string, string>) => ThreatFeedContent.addresses({ networkSetLabels: labels });

export function feedIn(scope: Chart, props: Partial<ThreatFeedProps> = {}): ThreatFeed {
  const name = props.name ?? 'bad';
  return new ThreatFeed(scope, `feed-${name}`, { cluster, name, content: addresses({ feed: name }), source, ...props });
}

export const feed = feedIn(new Chart(new App(), 'feeds'));
export const PROPS: ThreatFeedBlockProps = {
  cluster,
  name: 'block-feeds',
  feeds: [feed],
  directions: BlockDirections.EGRESS,
};

export const objectsOf = (props: Partial<ThreatFeedBlockProps> = {}) =>
  synthesize((chart) => new ThreatFeedBlock(chart, 'block', { ...PROPS, ...props }));

export const specOf = (props: Partial<ThreatFeedBlockProps> = {}) => only(objectsOf(props), 'GlobalNetworkPolicy').spec;
