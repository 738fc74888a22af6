import { App, Chart } from 'cdk8s';
import {
  BlockDirections,
  BlockTier,
  CalicoCluster,
  PolicySelector,
  ThreatFeedBlock,
  type ThreatFeedBlockProps,
} from '../../../src';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, madeFor, managedCluster, only, testChart } from '../../support';
import { clusterOfFeeds } from '../threat-feed/feed';
import { addresses, cluster, feed, feedIn, objectsOf, specOf } from './feed-blocks';

describe('ThreatFeedBlock', () => {
  const stderr = captureStderr();

  it.each(['3.24', '3.19'])('is a policy in a tier that passes on everything else: %s', (release) => {
    const objects = objectsOf({ cluster: clusterOfFeeds(release), directions: BlockDirections.BOTH, logged: true });
    expect(objects).toMatchSnapshot();
    expect(objects.map(({ kind }) => kind)).toEqual(['Tier', 'GlobalNetworkPolicy']);
  });

  it('denies the addresses of the feed to pods, and says nothing', () => {
    expect(objectsOf()).toEqual([
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'Tier',
        metadata: { name: 'threat-feeds', annotations: expect.objectContaining(madeFor(cluster)) },
        spec: { order: 50, defaultAction: 'Pass' },
      },
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'GlobalNetworkPolicy',
        metadata: { name: 'threat-feeds.block-feeds', annotations: expect.objectContaining(madeFor(cluster)) },
        spec: {
          tier: 'threat-feeds',
          order: 100,
          selector: 'has(projectcalico.org/namespace)',
          types: ['Egress'],
          egress: [{ action: 'Deny', destination: { selector: "feed == 'bad'", namespaceSelector: 'global()' } }],
        },
      },
    ]);
    expect(stderr()).toBe('');
  });

  it.each<[string, object, boolean]>([
    ['3.12', { order: 50 }, true],
    ['3.19', { order: 50 }, true],
    ['3.20', { order: 50, defaultAction: 'Pass' }, false],
    ['cloud-19.4.1', { order: 50 }, true],
    ['cloud-20.0.0', { order: 50, defaultAction: 'Pass' }, false],
  ])('ends with Pass where tiers have no default action: %s', (release, tier, passes) => {
    const objects = objectsOf({ cluster: clusterOfFeeds(release) });
    expect(only(objects, 'Tier').spec).toEqual(tier);
    const { egress } = only(objects, 'GlobalNetworkPolicy').spec;
    expect(egress.slice(1)).toEqual(passes ? [{ action: 'Pass' }] : []);
  });

  it('is staged on request', () => {
    const policy = only(objectsOf({ staged: true }), 'StagedGlobalNetworkPolicy');
    expect([policy.metadata.name, policy.spec.stagedAction]).toEqual(['threat-feeds.block-feeds', 'Set']);
    expect(specOf()).not.toHaveProperty('stagedAction');
  });

  it('logs before it denies', () => {
    const destination = { selector: "feed == 'bad'", namespaceSelector: 'global()' };
    expect(specOf({ logged: true }).egress).toEqual([
      { action: 'Log', destination },
      { action: 'Deny', destination },
    ]);
  });

  it('denies each set of labels once', () => {
    const chart = new Chart(new App(), 'other');
    const same = feedIn(chart, { name: 'same', content: addresses({ feed: 'bad' }) });
    const two = feedIn(chart, { name: 'two', content: addresses({ feed: 'two', team: 'red' }) });
    const { egress } = specOf({ feeds: [feed, same, two] });
    const selectors = egress.map((rule: { destination: { selector: string } }) => rule.destination.selector);
    expect(selectors).toEqual(["feed == 'bad'", "feed == 'two' && team == 'red'"]);
  });

  it('says that nodes are selected, if they are', () => {
    specOf({ protect: PolicySelector.parse('all()') });
    expect(stderr()).toBe(
      'test/block: 1 notice\n  spec.selector = "all()": selects the host endpoints of nodes as well; to protect pods only, use has(projectcalico.org/namespace) [block-policy/host-endpoints]\n',
    );
  });

  it('says nothing about a block of both directions, which is of use even if the address of ingress is hidden', () => {
    const { types } = specOf({ directions: BlockDirections.BOTH });
    expect([types, stderr()]).toEqual([['Ingress', 'Egress'], '']);
  });

  it('notes that ingress may hide the address', () => {
    specOf({ directions: BlockDirections.INGRESS });
    expect(stderr()).toBe(
      'test/block: 1 notice\n  spec.ingress[0].source.selector: denies nothing where kube-proxy replaces the source address of traffic from outside by that of a node; that is prevented by externalTrafficPolicy: Local on the Service, or by the eBPF data plane [block-policy/snat]\n',
    );
  });

  it('shows what it is', () => {
    const block = new ThreatFeedBlock(testChart(), 'block', { cluster, name: 'block', feeds: [feed] });
    expect(block).toMatchObject({
      policyName: 'threat-feeds.block',
      cluster,
      feeds: [feed],
      directions: BlockDirections.BOTH,
      staged: false,
    });
    expect([block.protect.text, block.tier.tierName, block.tier.order]).toEqual([
      'has(projectcalico.org/namespace)',
      'threat-feeds',
      50,
    ]);
  });

  const other = feedIn(new Chart(new App(), 'others'), { name: 'worse' });
  const allProps: AllProps<ThreatFeedBlockProps> = {
    cluster: {
      value: cluster,
      kind: 'StagedGlobalNetworkPolicy',
      at: ['metadata', 'annotations', 'calico-threat-defense/release'],
      is: '3.24.0-1.0',
    },
    name: { value: 'mine', kind: 'StagedGlobalNetworkPolicy', at: ['metadata', 'name'], is: 'security.mine' },
    feeds: {
      value: [other],
      kind: 'StagedGlobalNetworkPolicy',
      at: ['spec', 'ingress', 1, 'source', 'selector'],
      is: "feed == 'worse'",
    },
    protect: {
      value: PolicySelector.podsIn(['shop']),
      kind: 'StagedGlobalNetworkPolicy',
      at: ['spec', 'selector'],
      is: "projectcalico.org/namespace in { 'shop' }",
    },
    directions: {
      value: BlockDirections.INGRESS,
      kind: 'StagedGlobalNetworkPolicy',
      at: ['spec', 'types'],
      is: ['Ingress'],
    },
    tier: { value: BlockTier.own('security', { order: 7 }), kind: 'Tier', at: ['metadata', 'name'], is: 'security' },
    order: { value: 3, kind: 'StagedGlobalNetworkPolicy', at: ['spec', 'order'], is: 3 },
    logged: { value: true, kind: 'StagedGlobalNetworkPolicy', at: ['spec', 'ingress', 0, 'action'], is: 'Log' },
    staged: { value: true, kind: 'StagedGlobalNetworkPolicy', at: ['spec', 'stagedAction'], is: 'Set' },
    labels: {
      value: { team: 'red' },
      kind: 'StagedGlobalNetworkPolicy',
      at: ['metadata', 'labels', 'team'],
      is: 'red',
    },
    annotations: {
      value: { note: 'n' },
      kind: 'StagedGlobalNetworkPolicy',
      at: ['metadata', 'annotations', 'note'],
      is: 'n',
    },
  };
  itPassesOnAllProps<ThreatFeedBlockProps>(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.23'));
      new ThreatFeedBlock(chart, 'block', props);
    },
    ['name', 'feeds'],
  );
});
