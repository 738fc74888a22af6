import { App, Chart } from 'cdk8s';
import {
  BlockDirections,
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  LogSettings,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedContent,
  ThreatFeedSource,
} from '../../../src';

const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });

const app = new App();
const chart = new Chart(app, 'blocks');
CalicoCluster.provide(chart, cluster);
const feed = new ThreatFeed(chart, 'feed', {
  name: 'bad-addresses',
  content: ThreatFeedContent.addresses({ networkSetLabels: { feed: 'bad-addresses' } }),
  source: ThreatFeedSource.pull({ url: 'https://feeds.example.com/addresses.txt' }),
});
new ThreatFeedBlock(chart, 'block', {
  name: 'block-feeds',
  feeds: [feed],
  directions: BlockDirections.EGRESS,
});
app.synth();
