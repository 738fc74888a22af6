import { App, Chart, Duration } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  LogSettings,
  ThreatFeed,
  ThreatFeedContent,
  ThreatFeedSource,
} from '../../../src';

const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
const release = CalicoRelease.enterprise('3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });

const app = new App();
const chart = new Chart(app, 'threat-feeds');
const feed = new ThreatFeed(chart, 'feed', {
  cluster,
  name: 'bad-addresses',
  content: ThreatFeedContent.addresses({ networkSetLabels: { feed: 'bad-addresses' } }),
  source: ThreatFeedSource.pull({ url: 'https://feeds.example.com/addresses.txt', period: Duration.hours(6) }),
});
process.stderr.write(`${feed.networkSetName}: ${feed.selector}\n`);
app.synth();
