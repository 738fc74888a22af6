import { App, Chart } from 'cdk8s';
import {
  BlockDirections,
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  KnownFeed,
  LogSettings,
  PolicySelector,
  ScanTarget,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedProbe,
} from '../../../src';

const logs = LogSettings.of({ allowedFlows: FlowAggregation.BY_SOURCE });
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24'), logs });

const chart = new Chart(new App(), 'threat-feeds');
CalicoCluster.provide(chart, cluster);
const feed = ThreatFeed.fromKnown(chart, 'feed', KnownFeed.TOR_EXITS);
new ThreatFeedProbe(chart, 'probe', {
  feed,
  blockedBy: new ThreatFeedBlock(chart, 'block', {
    name: 'block-tor',
    feeds: [feed],
    directions: BlockDirections.EGRESS,
    protect: PolicySelector.podsIn(['other']),
  }),
  control: ScanTarget.addresses({ addresses: ['10.0.0.30'] }),
  port: 0,
});
