import { App, Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedContent,
  ThreatFeedSource,
} from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });
const chart = new Chart(new App(), 'blocks');
CalicoCluster.provide(chart, cluster);

const domains = new ThreatFeed(chart, 'domains', {
  name: 'bad-domains',
  content: ThreatFeedContent.domains(),
  source: ThreatFeedSource.pull({ url: 'https://feeds.example.com/domains.txt' }),
});
new ThreatFeedBlock(chart, 'block', { name: 'Block.Feeds', feeds: [domains] });
