import type { Chart } from 'cdk8s';
import fc from 'fast-check';
import {
  BlockDirections,
  BlockTier,
  CalicoCluster,
  CalicoRelease,
  PolicySelector,
  QuarantinePolicy,
  ThreatFeed,
  ThreatFeedBlock,
  type ThreatFeedBlockProps,
  ThreatFeedContent,
  ThreatFeedSource,
} from '../../../src';
import { captureStderr, synthesize } from '../../support';
import { type Flow, PolicyEvaluator, type Verdict, type Written } from './policy-evaluator';
import { FEED_LABELS, FLOWS, isBad, type World, worlds } from './worlds';

const RUNS = Math.ceil(10_000 / FLOWS);

/** What a policy must make of a flow: a verdict, or the one that the flow had without the policy. */
type Expected = (flow: Flow) => Verdict | 'as before';

function emitted(release: string, build: (chart: Chart, feed: ThreatFeed) => void): Written[] {
  return synthesize((chart) => {
    CalicoCluster.provide(
      chart,
      CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.parse(release) }),
    );
    const feed = new ThreatFeed(chart, 'feed', {
      name: 'bad',
      content: ThreatFeedContent.addresses({ networkSetLabels: FEED_LABELS }),
      source: ThreatFeedSource.pull({ url: 'https://feeds.example.com/list.txt' }),
    });
    build(chart, feed);
  });
}

function blockOn(release: string, props: Partial<ThreatFeedBlockProps> = {}): Written[] {
  return emitted(release, (chart, feed) => {
    new ThreatFeedBlock(chart, 'block', { name: 'block', feeds: [feed], ...props });
  });
}

/** The flows of a world for which policies decide something else than they should. */
function wrongIn({ objects, flows }: World, added: readonly Written[], expected: Expected): Flow[] {
  const [before, after] = [new PolicyEvaluator(objects), new PolicyEvaluator([...objects, ...added])];
  return flows.filter((flow) => {
    const verdict = expected(flow);
    return after.verdict(flow) !== (verdict === 'as before' ? before.verdict(flow) : verdict);
  });
}

/** What is found in worlds with 10,000 flows. */
function check(added: readonly Written[], expected: Expected) {
  let flows = 0;
  const property = fc.property(worlds, (world) => {
    flows += world.flows.length;
    return wrongIn(world, added, expected).length === 0;
  });
  const { failed, counterexample } = fc.check(property, { numRuns: RUNS, endOnFailure: true });
  return { failed, flows, wrong: counterexample?.map((world) => wrongIn(world, added, expected)) };
}

const RIGHT = { failed: false, flows: RUNS * FLOWS, wrong: undefined };

const isPod = ({ endpoint }: Flow) => endpoint.namespace !== undefined;

/** What a block of the feed should do to pods. */
const blocks =
  (...directions: Flow['direction'][]): Expected =>
  (flow) =>
    isPod(flow) && isBad(flow.remote) && directions.includes(flow.direction) ? 'deny' : 'as before';

const isQuarantined = ({ endpoint }: Flow) =>
  endpoint.namespace !== undefined && endpoint.labels?.['quarantine'] === 'true';

const isDns = ({ direction, remote, port }: Flow) =>
  direction === 'Egress' &&
  port === 53 &&
  remote.namespace === 'kube-system' &&
  remote.labels?.['k8s-app'] === 'kube-dns';

describe.each(['3.24', '3.20', '3.19', '3.12'])('on %s, with 10,000 flows', (release) => {
  captureStderr();

  it.each([
    [BlockDirections.BOTH, blocks('Ingress', 'Egress')],
    [BlockDirections.EGRESS, blocks('Egress')],
    [BlockDirections.INGRESS, blocks('Ingress')],
  ])(
    'a ThreatFeedBlock denies the addresses of the feed to pods, and changes nothing else: %s',
    (directions, expected) => {
      expect(check(blockOn(release, { directions }), expected)).toEqual(RIGHT);
    },
  );

  it('a ThreatFeedBlock that logs decides the same', () => {
    expect(check(blockOn(release, { logged: true }), blocks('Ingress', 'Egress'))).toEqual(RIGHT);
  });

  it('a staged ThreatFeedBlock changes nothing', () => {
    expect(check(blockOn(release, { staged: true }), () => 'as before')).toEqual(RIGHT);
  });

  it('a ThreatFeedBlock protects what it selects', () => {
    const protect = PolicySelector.parse("app == 'web'");
    const expected: Expected = (flow) =>
      flow.endpoint.labels?.['app'] === 'web' && isBad(flow.remote) ? 'deny' : 'as before';
    expect(check(blockOn(release, { protect }), expected)).toEqual(RIGHT);
  });

  it('a QuarantinePolicy denies everything to pods with the label, and changes nothing else', () => {
    const added = emitted(release, (chart) => new QuarantinePolicy(chart, 'quarantine'));
    expect(check(added, (flow) => (isQuarantined(flow) ? 'deny' : 'as before'))).toEqual(RIGHT);
  });

  it('a QuarantinePolicy with DNS leaves DNS alone', () => {
    const added = emitted(release, (chart) => new QuarantinePolicy(chart, 'quarantine', { allowDns: true }));
    expect(check(added, (flow) => (isQuarantined(flow) && !isDns(flow) ? 'deny' : 'as before'))).toEqual(RIGHT);
  });

  it.each([
    [1, 2, 3],
    [3, 2, 1],
    [2, 3, 1],
  ])('blocks that share a tier do not disturb one another, whatever their order: %d, %d, %d', (...orders) => {
    const added = emitted(release, (chart, feed) => {
      const tier = BlockTier.own('security');
      const shared = { tier, feeds: [feed], directions: BlockDirections.EGRESS };
      const protect = PolicySelector.podsIn(['shop']);
      new ThreatFeedBlock(chart, 'one', { ...shared, name: 'one', order: orders[0], protect });
      new QuarantinePolicy(chart, 'quarantine', { tier, order: orders[1] });
      new ThreatFeedBlock(chart, 'two', { ...shared, name: 'two', order: orders[2] });
    });
    const expected: Expected = (flow) => (isQuarantined(flow) ? 'deny' : blocks('Egress')(flow));
    expect(check(added, expected)).toEqual(RIGHT);
  });
});

/** What a spec has instead. */
type Change = (spec: Written, kind: string) => object;

/** A block in a form that is documented somewhere, or nearly the one that is generated. */
function changed(objects: Written[], change: Change): Written[] {
  return objects.map((object) => ({ ...object, spec: { ...object.spec, ...change(object.spec, object.kind) } }));
}

const withEnd = (action: string, tier?: string) => (spec: Written, kind: string) =>
  kind === 'GlobalNetworkPolicy'
    ? {
        ...(tier === undefined ? {} : { tier }),
        ingress: [...spec.ingress, { action }],
        egress: [...spec.egress, { action }],
      }
    : {};

describe('the property is broken by', () => {
  captureStderr();
  const block = (change: Change) => () => changed(blockOn('3.24'), change);

  it.each<[string, () => Written[]]>([
    ['Deny alone in a tier that denies', block((_, kind) => (kind === 'Tier' ? { defaultAction: 'Deny' } : {}))],
    ['Deny alone in the tier default', block((_, kind) => (kind === 'Tier' ? {} : { tier: 'default' }))],
    [
      'Deny alone before 3.20',
      () =>
        changed(blockOn('3.19'), ({ ingress, egress }) => ({
          ingress: ingress?.slice(0, 1),
          egress: egress?.slice(0, 1),
        })),
    ],
    ['a closing Allow', block(withEnd('Allow'))],
    ['a closing Pass in the tier default', block(withEnd('Pass', 'default'))],
    [
      'rules without global(), which hit pods with the label of the feed',
      block((spec, kind) =>
        kind === 'GlobalNetworkPolicy'
          ? {
              ingress: [{ action: 'Deny', source: { selector: spec.ingress[0].source.selector } }],
              egress: [{ action: 'Deny', destination: { selector: spec.egress[0].destination.selector } }],
            }
          : {},
      ),
    ],
    ['all(), which selects nodes', block((_, kind) => (kind === 'GlobalNetworkPolicy' ? { selector: 'all()' } : {}))],
    ['labels that the feed does not have', () => blockOfAnother(blockOn('3.24'))],
    ['a tier after the others', block((_, kind) => (kind === 'Tier' ? { order: 10_000_000 } : {}))],
  ])('%s', (_, added) => {
    const { failed, wrong } = check(added(), blocks('Ingress', 'Egress'));
    expect(failed).toBe(true);
    expect(wrong?.flat().length).toBeGreaterThan(0);
  });

  it('a Pass at the end of each of two policies in one tier', () => {
    const added = emitted('3.19', (chart, feed) => {
      const tier = BlockTier.own('security');
      const shared = { tier, feeds: [feed], protect: PolicySelector.pods() };
      new ThreatFeedBlock(chart, 'one', { ...shared, name: 'one', order: 1, directions: BlockDirections.EGRESS });
      new QuarantinePolicy(chart, 'quarantine', { tier, order: 2 });
    });
    const naive = changed(added, (spec, kind) =>
      kind === 'GlobalNetworkPolicy' ? { egress: [...spec.egress, { action: 'Pass' }] } : {},
    );
    const expected: Expected = (flow) => (isQuarantined(flow) ? 'deny' : blocks('Egress')(flow));
    expect(check(added, expected).failed).toBe(false);
    expect(check(naive, expected).failed).toBe(true);
  });
});

function blockOfAnother(objects: Written[]): Written[] {
  return JSON.parse(JSON.stringify(objects).replaceAll("feed == 'bad'", "threat-feed == 'bad'"));
}
