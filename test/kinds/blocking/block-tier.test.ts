import { App, Chart } from 'cdk8s';
import { BlockDirections, BlockTier, CalicoCluster, QuarantinePolicy, ThreatFeedBlock } from '../../../src';
import { captureStderr, messageOf, synthesize, testChart } from '../../support';
import { clusterOfFeeds } from '../threat-feed/feed';
import { cluster, feed, PROPS } from './feed-blocks';

describe('blocks that share a tier', () => {
  captureStderr();
  const titlesOf = (release: string, build: (chart: Chart) => void) =>
    synthesize((chart) => {
      CalicoCluster.provide(chart, clusterOfFeeds(release));
      build(chart);
    }).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const block = { feeds: [feed], cluster: undefined };

  it('have it once, before them', () => {
    const titles = titlesOf('3.24', (chart) => {
      new ThreatFeedBlock(chart, 'one', { ...block, name: 'one' });
      new ThreatFeedBlock(chart, 'two', { ...block, name: 'two' });
    });
    expect(titles).toEqual([
      'Tier threat-feeds',
      'GlobalNetworkPolicy threat-feeds.one',
      'GlobalNetworkPolicy threat-feeds.two',
    ]);
  });

  it('have one policy with the Pass rules before 3.20, which is applied first', () => {
    const objects = synthesize((chart) => {
      CalicoCluster.provide(chart, clusterOfFeeds('3.19'));
      const tier = BlockTier.own('security');
      new ThreatFeedBlock(chart, 'one', { ...block, name: 'one', tier, directions: BlockDirections.EGRESS });
      new QuarantinePolicy(chart, 'quarantine', { tier });
    });
    expect(objects.map(({ metadata }) => metadata.name)).toEqual([
      'security',
      'security.pass',
      'security.one',
      'security.quarantine',
    ]);
    expect(objects[1].spec).toEqual({
      tier: 'security',
      selector: "(has(projectcalico.org/namespace)) || (has(projectcalico.org/namespace) && quarantine == 'true')",
      types: ['Ingress', 'Egress'],
      ingress: [{ action: 'Pass' }],
      egress: [{ action: 'Pass' }],
    });
    expect(objects[2].spec.egress).toHaveLength(1);
  });

  it('need none for policies that deny everything', () => {
    const titles = titlesOf('3.19', (chart) => {
      const tier = BlockTier.own('security');
      new QuarantinePolicy(chart, 'one', { tier, name: 'one' });
      new QuarantinePolicy(chart, 'two', { tier, name: 'two', labelKey: 'isolated' });
    });
    expect(titles).toEqual(['Tier security', 'GlobalNetworkPolicy security.one', 'GlobalNetworkPolicy security.two']);
  });

  it('can be in two charts, if one of them says that it exists', () => {
    const app = new App();
    const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
    new ThreatFeedBlock(first, 'one', { ...block, cluster, name: 'one', tier: BlockTier.own('security') });
    new ThreatFeedBlock(second, 'two', { ...block, cluster, name: 'two', tier: BlockTier.existing('security') });
    expect(() => app.synthYaml()).not.toThrow();
  });

  it.each([
    ['3.24', 'use BlockTier.existing in all charts of the cluster but one, or another tier'],
    ['3.19', 'use another tier in each chart of the cluster'],
  ])('are rejected in two charts of one cluster that both make it: %s', (release, advice) => {
    const app = new App();
    for (const name of ['one', 'two']) {
      const chart = new Chart(app, name);
      new ThreatFeedBlock(chart, name, { ...PROPS, cluster: clusterOfFeeds(release), name });
    }
    expect(messageOf(() => app.synthYaml())).toContain(
      `projectcalico.org/Tier threat-feeds: is emitted by one/one/Tier as well, and the second would replace the first; ${advice} [manifest/duplicate-object]`,
    );
  });

  it.each<[string, BlockTier, string]>([
    [
      'another order',
      BlockTier.own('security', { order: 60 }),
      'has the order 60, but has the order 50 in test/one; use the same BlockTier for both',
    ],
    [
      'no order',
      BlockTier.existing('security'),
      'exists already, but has the order 50 in test/one; use the same BlockTier for both',
    ],
  ])('are rejected with %s', (_, tier, message) => {
    const chart = testChart();
    new ThreatFeedBlock(chart, 'one', { ...PROPS, name: 'one', tier: BlockTier.own('security') });
    expect(messageOf(() => new ThreatFeedBlock(chart, 'two', { ...PROPS, name: 'two', tier }))).toBe(
      `test/two: 1 problem\n  tier = "security": ${message} [block-policy/tier-conflict]`,
    );
  });

  it('are rejected for releases whose tiers differ', () => {
    const chart = testChart();
    new ThreatFeedBlock(chart, 'one', { ...PROPS, name: 'one' });
    const other = () => new ThreatFeedBlock(chart, 'two', { ...PROPS, name: 'two', cluster: clusterOfFeeds('3.19') });
    expect(messageOf(other)).toBe(
      'test/two: 1 problem\n  tier = "threat-feeds": is shared with test/one, which is for Calico Enterprise 3.24.0-1.0, where tiers have another form; use another chart [block-policy/tier-conflict]',
    );
  });

  it('are not disturbed by one that was rejected', () => {
    const chart = testChart();
    const wrong = () => new ThreatFeedBlock(chart, 'one', { ...PROPS, feeds: [], tier: BlockTier.own('security') });
    expect(wrong).toThrow('[block-policy/no-feeds]');
    const tier = BlockTier.own('security', { order: 60 });
    expect(() => new ThreatFeedBlock(chart, 'two', { ...PROPS, tier })).not.toThrow();
  });
});

describe('BlockTier', () => {
  const stderr = captureStderr();

  it.each([
    'adminnetworkpolicy',
    'allow-tigera',
    'baselineadminnetworkpolicy',
    'calico-system',
    'kube-admin',
    'kube-baseline',
  ])('cannot be the tier %s, which Calico creates', (name) => {
    const problem = `name = "${name}": is a tier that Calico creates for itself; use a tier of its own, such as threat-feeds [block-policy/tier-name]`;
    expect(messageOf(() => BlockTier.own(name))).toBe(`BlockTier: 1 problem\n  ${problem}`);
  });

  it('reports options that it does not have', () => {
    BlockTier.own('security', { place: 7 } as never);
    expect(stderr()).toBe(
      'BlockTier: 1 warning\n  options.place: is not a prop of BlockTierOptions and has no effect [argument/unknown-prop]\n',
    );
  });

  it.each<[string, () => unknown, string]>([
    [
      'the default tier',
      () => BlockTier.own('default'),
      'name = "default": is the tier in which traffic that no rule decides is denied; use a tier of its own, such as threat-feeds [block-policy/tier-name]',
    ],
    [
      'a tier of Calico',
      () => BlockTier.existing('calico-system'),
      'name = "calico-system": is a tier that Calico creates for itself; use a tier of its own, such as threat-feeds [block-policy/tier-name]',
    ],
    [
      'a name with a dot',
      () => BlockTier.own('threat.feeds'),
      'name = "threat.feeds": must be an RFC 1123 label: 1 to 63 lower-case letters, digits and \'-\', beginning and ending with a letter or digit [block-policy/tier-name]',
    ],
    [
      'an infinite order',
      () => BlockTier.own('security', { order: Number.POSITIVE_INFINITY }),
      'options.order = Infinity: must be a finite number [block-policy/tier-order]',
    ],
    ['a number as a name', () => BlockTier.own(7 as never), 'name = 7: must be a string; quote it [argument/type]'],
    [
      'a number as the name of one that exists',
      () => BlockTier.existing(7 as never),
      'name = 7: must be a string; quote it [argument/type]',
    ],
    [
      'a quoted order',
      () => BlockTier.own('security', { order: '7' } as never),
      'options.order = "7": must be a number; remove the quotes [argument/type]',
    ],
    [
      'a number as options',
      () => BlockTier.own('security', 7 as never),
      'options = 7: must be an object of type BlockTierOptions [argument/type]',
    ],
  ])('cannot have %s', (_, make, problem) => {
    expect(messageOf(make)).toBe(`BlockTier: 1 problem\n  ${problem}`);
  });
});
