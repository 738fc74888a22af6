import { type Finding, type Manifest, type RuleMark, valueAt, warningRule } from '../../base';
import { CALICO_GROUP, type ClusterKind } from '../../calico';
import { type Neighbors, type Question, Topic, UniqueNames } from '../../kind';
import { type Labels, matches, type Selector } from '../../query';
import { deniesTheRest, endOf } from './end-checks';
import { blockPolicy, denyTo, networkSet, PASS, together } from './example';
import { type FeedBlock, feedBlocksOf, isFeedKey } from './feed-blocks';
import { type Direction, passesByDefault } from './policy-manifest';
import { hostEndpoints } from './reach-checks';
import { directionsOf, fieldOf, isEmpty, labelKeysOf, tierOf } from './read-policy';
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

/** A feed or network set, as policies select it. */
export interface KnownSet {
  readonly labels: Labels;
  readonly hasAddresses: boolean;
}

const FEEDS = new Topic(CALICO_GROUP, 'GlobalThreatFeed', (feed): KnownSet => {
  const set = valueAt(feed, 'spec', 'globalNetworkSet');
  const isDomains = valueAt(feed, 'spec', 'content') === 'DomainNameSet';
  return {
    labels: labelsOf(valueAt(set, 'labels')),
    hasAddresses: !isDomains && !isEmpty(valueAt(feed, 'spec', 'pull')) && (set ?? undefined) !== undefined,
  };
});
const SETS = new Topic(CALICO_GROUP, 'GlobalNetworkSet', (set): KnownSet => {
  const spec = valueAt(set, 'spec');
  // Something else may fill an empty set.
  const hasAddresses = !isEmpty(valueAt(spec, 'nets')) || isEmpty(valueAt(spec, 'allowedEgressDomains'));
  return { labels: labelsOf(valueAt(set, 'metadata', 'labels')), hasAddresses };
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
export const BLOCK_TOPICS = [FEEDS, SETS, TIERS, POLICIES, NAMESPACED_POLICIES, ...NAMES.map(({ topic }) => topic)];

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
  const sets = [...neighbors.all(FEEDS), ...neighbors.all(SETS)];
  // A network set that is not like one of a feed says nothing about where the feed is.
  const feeds = [
    ...neighbors.all(FEEDS),
    ...neighbors.all(SETS).filter(({ value }) => Object.keys(value.labels).some(isFeedKey)),
  ];
  const selected = sets.filter(({ value }) => matches(selector, value.labels));
  const [first] = selected.length > 0 ? selected : feeds;
  if (first === undefined || selected.some(({ value }) => value.hasAddresses)) {
    return undefined;
  }
  const message =
    selected.length > 0
      ? `selects only ${first.name} (${first.file}), which has no addresses, so nothing is denied; policies can deny addresses only`
      : `selects no feed and no network set of these files, so nothing is denied${labelHint(feeds, selector)}`;
  return { ...NOTHING, message };
}

/** The labels of a feed that was probably meant. */
function labelHint(sets: readonly { readonly name: string; readonly value: KnownSet }[], selector: Selector): string {
  const tested = labelKeysOf(selector).map(withoutMarks);
  const labelled = sets.filter(({ value }) => Object.keys(value.labels).length > 1);
  const meant =
    labelled.find(({ value }) => Object.keys(value.labels).some((key) => tested.includes(withoutMarks(key)))) ??
    labelled[0];
  const [label] = Object.entries(meant?.value.labels ?? {}).filter(([key]) => key !== CREATOR);
  return meant === undefined || label === undefined
    ? '; give the network set of the feed a label, and select it'
    : `; ${meant.name} has the label ${label[0]}: ${label[1]}`;
}

/** A label that Calico gives to the network sets of feeds. */
const CREATOR = 'tigera.io/creator';

function labelsOf(labels: unknown): Labels {
  return { [CREATOR]: 'intrusion-detection-controller', ...Object(labels) };
}

function withoutMarks(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z]/g, '');
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

/** Whether a selector surely selects all pods that another one selects. */
function covers(selector: string | undefined, other: string | undefined): boolean {
  return (
    selector !== undefined &&
    (selector === other || ['', 'all()', 'has(projectcalico.org/namespace)'].includes(selector))
  );
}

function tierEnd(policy: Manifest, direction: Direction, neighbors: Neighbors, hasDefaultAction: boolean) {
  const tier = tierOf(policy);
  const selector = ownSelector(policy);
  const tiers = neighbors.named(TIERS, tier);
  // One that selects other pods decides nothing about these.
  const isDecided = neighbors
    .all(POLICIES)
    .some(({ value }) => value.tier === tier && value.decides.includes(direction) && covers(value.selector, selector));
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
