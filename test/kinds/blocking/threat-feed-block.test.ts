import type { Chart } from 'cdk8s';
import {
  BlockTier,
  CalicoCluster,
  CalicoRelease,
  QuarantinePolicy,
  ThreatFeed,
  ThreatFeedBlock,
  ThreatFeedContent,
  ThreatFeedSource,
} from '../../../src';
import { captureStderr, synthesize } from '../../support';

const onRelease = (release: string) =>
  CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.parse(release) });

function feed(chart: Chart): ThreatFeed {
  return new ThreatFeed(chart, 'feed', {
    name: 'bad',
    content: ThreatFeedContent.addresses({ networkSetLabels: { feed: 'bad' } }),
    source: ThreatFeedSource.pull({ url: 'https://feeds.example.com/list.txt' }),
  });
}

describe('ThreatFeedBlock', () => {
  captureStderr();

  it.each(['3.24', '3.19'])('is a policy in a tier that passes on everything else: %s', (release) => {
    const objects = synthesize((chart) => {
      CalicoCluster.provide(chart, onRelease(release));
      new ThreatFeedBlock(chart, 'block', { name: 'block-feeds', feeds: [feed(chart)] });
    });
    expect(objects.slice(1)).toMatchSnapshot();
  });

  it.each(['3.24', '3.19'])('shares a tier: %s', (release) => {
    const objects = synthesize((chart) => {
      CalicoCluster.provide(chart, onRelease(release));
      const tier = BlockTier.own('security', { order: 7 });
      new ThreatFeedBlock(chart, 'block', { name: 'block-feeds', feeds: [feed(chart)], tier, logged: true });
      new QuarantinePolicy(chart, 'quarantine', { tier, allowDns: true });
    });
    expect(objects.slice(1)).toMatchSnapshot();
  });
});
