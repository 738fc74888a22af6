import { App, Chart, Duration } from 'cdk8s';
import {
  BlockDirections,
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  LogSettings,
  ScanTarget,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedContent,
  ThreatFeedProbe,
  ThreatFeedSource,
} from '../../../src';

const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });

const app = new App();
const chart = new Chart(app, 'threat-feeds');
CalicoCluster.provide(chart, cluster);
const feed = new ThreatFeed(chart, 'feed', {
  name: 'bad-addresses',
  content: ThreatFeedContent.addresses({ networkSetLabels: { feed: 'bad-addresses' } }),
  source: ThreatFeedSource.pull({ url: 'https://feeds.example.com/addresses.txt', period: Duration.hours(6) }),
});
const block = new ThreatFeedBlock(chart, 'block', {
  name: 'block-bad-addresses',
  feeds: [feed],
  directions: BlockDirections.EGRESS,
});
const probe = new ThreatFeedProbe(chart, 'probe', {
  feed,
  blockedBy: block,
  control: ScanTarget.service({ namespace: 'shop', name: 'web' }),
});
process.stderr.write(`${probe.controlCommand}\n${probe.probeCommand}\n`);
app.synth();
