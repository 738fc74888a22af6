import type { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { BlockTier, CalicoCluster, PolicySelector, QuarantinePolicy, ThreatFeedBlock } from '../../../src';
import { addBlock } from '../../../src/kinds/blocking/add-block';
import type { PolicyRules } from '../../../src/kinds/blocking/policy-manifest';
import { TierMembers } from '../../../src/kinds/blocking/tier-members';
import { captureStderr, objectsBelow, only, synthesize, testChart } from '../../support';
import { clusterOfFeeds } from '../threat-feed/feed';
import { feed } from './feed-blocks';

const DENY = { action: 'Deny' } as const;
const PASS = { action: 'Pass' } as const;
const LOG = { action: 'Log' } as const;
const DENY_SOME = { action: 'Deny', source: { selector: "feed == 'bad'", namespaceSelector: 'global()' } } as const;

describe('the policies of one tier', () => {
  captureStderr();
  const old = clusterOfFeeds('3.19');
  const tier = BlockTier.own('security');

  /** The rules of a block before 3.20. */
  function rulesOf(rules: PolicyRules): object {
    const block = { name: 'block', tier, protect: PolicySelector.pods(), rules, findings: [] };
    const { ingress, egress } = only(
      synthesize((chart) => addBlock(chart, old, block)),
      'GlobalNetworkPolicy',
    ).spec;
    return { ingress, egress };
  }

  // biome-ignore format: a table is read by its columns
  it.each<[string, PolicyRules, object]>([
    ['denies everything in one direction', { Ingress: [DENY] }, { ingress: [DENY] }],
    ['logs and denies everything', { Egress: [LOG, DENY] }, { egress: [LOG, DENY] }],
    ['only logs', { Egress: [LOG] }, { egress: [LOG, PASS] }],
    ['denies some sources', { Ingress: [DENY_SOME] }, { ingress: [DENY_SOME, PASS] }],
    ['denies everything in one of both directions', { Ingress: [DENY], Egress: [LOG] }, { ingress: [DENY], egress: [LOG, PASS] }],
  ])('end with Pass before 3.20 unless they deny everything: one that %s', (_, rules, expected) => {
    expect(rulesOf(rules)).toEqual(expected);
  });

  it('need no policy that passes for all of them if they deny everything, each in one direction', () => {
    const objects = synthesize((chart) => {
      for (const [name, rules] of Object.entries({ one: { Ingress: [DENY] }, two: { Egress: [LOG, DENY] } })) {
        addBlock(new Construct(chart, name), old, { name, tier, protect: PolicySelector.pods(), rules, findings: [] });
      }
    });
    expect(objects.map(({ metadata: { name } }) => name)).toEqual(['security', 'security.one', 'security.two']);
  });

  function treeOf(build: (chart: Chart) => void): ApiObject[] {
    const chart = testChart({ namespace: 'shop' });
    CalicoCluster.provide(chart, old);
    build(chart);
    return objectsBelow(chart);
  }

  it('are outside of namespaces, as their tier is', () => {
    const objects = treeOf((chart) => {
      const shared = { feeds: [feed], cluster: undefined, tier };
      new ThreatFeedBlock(chart, 'one', { ...shared, name: 'one' });
      new QuarantinePolicy(chart, 'two', { tier, name: 'two' });
    });
    expect(objects.map((object) => object.toJson().metadata)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'security' }),
        expect.objectContaining({ name: 'security.pass' }),
      ]),
    );
    expect(objects.filter((object) => 'namespace' in object.toJson().metadata)).toEqual([]);
  });

  it('are applied after their tier, and after the policy that passes for all of them', () => {
    const objects = treeOf((chart) => {
      new ThreatFeedBlock(chart, 'one', { feeds: [feed], tier, name: 'one' });
      new QuarantinePolicy(chart, 'two', { tier, name: 'two' });
    });
    const needed = objects.map((object) => [
      object.node.path,
      object.node.dependencies.map(({ node }) => node.path).sort(),
    ]);
    expect(Object.fromEntries(needed)).toEqual({
      'test/one/Tier': [],
      'test/one/Resource': ['test/one/Tier', 'test/two/Pass'],
      'test/two/Resource': ['test/one/Tier', 'test/two/Pass'],
      'test/two/Pass': ['test/one/Tier'],
    });
  });

  it('have no problem if they agree', () => {
    const chart = testChart();
    expect(TierMembers.of(chart, tier, old).check(tier, old)).toEqual([]);
  });
});
