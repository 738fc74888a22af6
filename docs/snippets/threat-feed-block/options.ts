import { App, Chart } from 'cdk8s';
import {
  BlockDirections,
  BlockTier,
  CalicoCluster,
  CalicoRelease,
  KnownFeed,
  PolicySelector,
  QuarantinePolicy,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedMode,
} from '../../../src';

const release = CalicoRelease.parse(process.env.CALICO_RELEASE ?? '3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release });

const app = new App();
const chart = new Chart(app, 'blocks');
CalicoCluster.provide(chart, cluster);
const feeds = [KnownFeed.FEODO, KnownFeed.TOR_EXITS].map((known) =>
  ThreatFeed.fromKnown(chart, known.feedName, known, { mode: ThreatFeedMode.DISABLED }),
);
const tier = BlockTier.own('security', { order: 20 });
new ThreatFeedBlock(chart, 'block', {
  name: 'block-feeds',
  feeds,
  tier,
  protect: PolicySelector.podsIn(['shop', 'bank']),
  directions: BlockDirections.BOTH,
  staged: true,
});
new QuarantinePolicy(chart, 'quarantine', { tier });
app.synth();
