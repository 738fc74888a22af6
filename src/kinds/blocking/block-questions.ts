import { type Finding, type Manifest, type RuleMark, valueAt, warningRule } from '../../base';
import { CALICO_GROUP, type ClusterKind } from '../../calico';
import { type KnownObject, type Neighbors, type Question, Topic, UniqueNames } from '../../kind';
import type { Selector } from '../../query';
import { deniesTheRest, endOf } from './end-checks';
import { blockPolicy, denyTo, networkSet, PASS, together } from './example';
import { type FeedBlock, feedBlocksOf, isFeedKey } from './feed-blocks';
import { FEED_TOPICS, knownFeeds } from './known-feeds';
import { type Direction, passesByDefault } from './policy-manifest';
import { hostEndpoints } from './reach-checks';
import { directionsOf, fieldOf, labelKeysOf, tierOf } from './read-policy';
import { DEFAULT_TIER } from './tier-names';

const SET = networkSet(['nets: [192.0.2.0/24]']);
const OTHER = blockPolicy({ rules: [denyTo("feed == 'other-addresses'"), PASS] });

const NOTHING = warningRule({
  id: 'block-policy/selects-nothing',
  what: 'A rule that denies the addresses of a feed should select the labels of a feed or network set with addresses.',
  why: 'A policy and a feed whose labels differ are both accepted, and nothing is denied. This is reported only if there is a feed or network set among the files, and the key of the label looks like that of a feed.',
  bad: together(SET, blockPolicy({ rules: [denyTo("threat-feed == 'bad-addresses'"), PASS] })),
  good: together(SET, blockPolicy()),
});
const DUPLICATE = warningRule({
  id: 'block-policy/duplicate-name',
  what: 'Policies in one folder should have different names if one of them denies the addresses of a feed.',
  why: 'Two policies of one kind and name are the same object: the one that is applied last replaces the other, and the addresses of only one feed are denied.',
  bad: together(blockPolicy(), OTHER),
  good: together(blockPolicy(), OTHER.replace('block-feeds', 'block-other-feed')),
});

const TIERS = new Topic(CALICO_GROUP, 'Tier', (tier) => ({
  passes: valueAt(tier, 'spec', 'defaultAction') === 'Pass',
}));

/** A policy, as far as another one of its tier depends on it. */
export interface KnownPolicy {
  readonly tier: string;
  /** Which pods it selects; undefined if a namespaceSelector or serviceAccountSelector limits it as well. */
  readonly selector: string | undefined;
  /** The directions in which it decides about all traffic of the pods that it selects. */
  readonly decides: readonly Direction[];
}

function ownSelector(policy: Manifest): string | undefined {
  const [selector, ...others] = ['selector', 'namespaceSelector', 'serviceAccountSelector'].map(
    (field) => valueAt(policy, 'spec', field) ?? '',
  );
  return others.some((other) => other !== '') ? undefined : String(selector).trim();
}

const read = (policy: Manifest): KnownPolicy => ({
  tier: tierOf(policy),
  selector: ownSelector(policy),
  decides: directionsOf(policy).filter((direction) => ['allows', 'passes'].includes(endOf(policy, direction).end)),
});
const POLICIES = new Topic(CALICO_GROUP, 'GlobalNetworkPolicy', read);
const NAMESPACED_POLICIES = new Topic(CALICO_GROUP, 'NetworkPolicy', read);

const NAMES = ['GlobalNetworkPolicy', 'StagedGlobalNetworkPolicy'].map(
  (kind) => new UniqueNames(kind, kind, DUPLICATE),
);

/** The objects on which the effect of a block depends. */
export const BLOCK_TOPICS = [...FEED_TOPICS, TIERS, POLICIES, NAMESPACED_POLICIES, ...NAMES.map(({ topic }) => topic)];

type Answer = (RuleMark & Pick<Finding, 'message'>) | undefined;

/** Asks whether a block denies anything, whether it denies anything else, and whether another policy replaces it. */
export function questionsOfBlock(policy: Manifest, cluster: ClusterKind): Question[] {
  const blocks = feedBlocksOf(policy);
  if (blocks.length === 0) {
    return [];
  }
  return [
    ...blocks.flatMap(selectionQuestion),
    ...endQuestions(policy, cluster),
    ...NAMES.flatMap((names) => names.questionsOf(policy)),
    ...hostQuestion(policy, cluster),
  ];
}

function selectionQuestion({ selector, selectorText: value, selectorKeys: keys }: FeedBlock): Question[] {
  const labels = labelKeysOf(selector);
  // Calico adds labels of its own to network sets.
  if (!labels.some(isFeedKey) || labels.some((key) => key.startsWith('projectcalico.org/'))) {
    return [];
  }
  return [{ keys, value, answer: (neighbors) => selectionAnswer(selector, neighbors) }];
}

function selectionAnswer(selector: Selector, neighbors: Neighbors): Answer {
  const feeds = knownFeeds(neighbors);
  const selected = feeds.selectedBy(selector);
  const isUnknown = selected === undefined || (selected.length === 0 && !feeds.hasFeeds);
  if (isUnknown || selected.some(({ value }) => value.hasAddresses)) {
    return undefined;
  }
  const [first] = selected;
  const message =
    first !== undefined
      ? `selects only ${first.name} (${first.file}), which has no addresses, so nothing is denied; policies can deny addresses only`
      : `selects no feed and no network set of these files, so nothing is denied${feeds.labelHint(selector)}`;
  return { ...NOTHING, message };
}

/** Asks, of each direction in which a block leaves the rest to its tier, what the tier does with it. */
function endQuestions(policy: Manifest, { release }: ClusterKind): Question[] {
  const tier = tierOf(policy);
  return directionsOf(policy)
    .filter((direction) => endOf(policy, direction).end === 'open')
    .map((direction) => ({
      keys: ['spec', fieldOf(direction)],
      answer: (neighbors) => {
        const end = tierEnd(policy, direction, neighbors, passesByDefault(release));
        return end === 'passes' ? undefined : deniesTheRest(direction, tier, end, release);
      },
    }));
}

/** Selectors that select all pods. */
const ALL_PODS: readonly string[] = ['', 'all()', 'has(projectcalico.org/namespace)'];

/** Which pods the policies of a tier decide about in a direction, by their selectors. */
const DECIDED = new WeakMap<readonly KnownObject<KnownPolicy>[], ReadonlySet<string>>();

function decidedIn(policies: readonly KnownObject<KnownPolicy>[]): ReadonlySet<string> {
  const decided =
    DECIDED.get(policies) ??
    new Set(
      policies.flatMap(({ value: { tier, selector, decides } }) =>
        selector === undefined ? [] : decides.map((direction) => decisionOf(tier, direction, selector)),
      ),
    );
  DECIDED.set(policies, decided);
  return decided;
}

function decisionOf(tier: string, direction: Direction, selector: string): string {
  return JSON.stringify([tier, direction, selector]);
}

function tierEnd(policy: Manifest, direction: Direction, neighbors: Neighbors, hasDefaultAction: boolean) {
  const tier = tierOf(policy);
  const selector = ownSelector(policy);
  const tiers = neighbors.named(TIERS, tier);
  // One that selects other pods decides nothing about these.
  const decided = decidedIn(neighbors.all(POLICIES));
  const isDecided = [...ALL_PODS, ...(selector === undefined ? [] : [selector])].some((one) =>
    decided.has(decisionOf(tier, direction, one)),
  );
  if (isDecided || (hasDefaultAction && tiers.some(({ value }) => value.passes))) {
    return 'passes';
  }
  return tier === DEFAULT_TIER || tiers.length > 0 || !hasDefaultAction ? 'denies' : 'unknown';
}

function hostQuestion(policy: Manifest, { release }: ClusterKind): Question[] {
  const [finding] = hostEndpoints(policy, false);
  const tier = tierOf(policy);
  const answer = (neighbors: Neighbors): Answer => {
    const passesRest = directionsOf(policy).every((direction) => {
      const { end } = endOf(policy, direction);
      const isOpen = end === 'open' && tier !== DEFAULT_TIER;
      const isPassed = isOpen && tierEnd(policy, direction, neighbors, passesByDefault(release)) === 'passes';
      return end === 'passes' || end === 'allows' || isPassed;
    });
    return hostEndpoints(policy, passesRest)[0];
  };
  return finding === undefined ? [] : [{ keys: finding.keys, value: finding.value, answer }];
}

/** The rules that this file checks. */
export const BLOCK_QUESTIONS_RULES = [NOTHING, DUPLICATE] as const;
