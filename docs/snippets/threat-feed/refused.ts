import { App, Chart, Duration } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  FeedFormat,
  HeaderValue,
  ThreatFeed,
  ThreatFeedContent,
  ThreatFeedSource,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

new ThreatFeed(new Chart(new App(), 'threat-feeds'), 'feed', {
  cluster,
  name: 'bad-domains',
  content: ThreatFeedContent.domains(),
  source: ThreatFeedSource.pull({
    url: 'feeds.example.com/domains.json',
    period: Duration.minutes(4),
    format: FeedFormat.json('$.'),
    headers: [{ name: 'X-Api-Key', value: HeaderValue.fromSecret({ name: 'feed-key', key: 'key' }) }],
  }),
});
