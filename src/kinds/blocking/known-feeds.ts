import { valueAt } from '../../base';
import { CALICO_GROUP } from '../../calico';
import { type KnownObject, type Neighbors, Topic } from '../../kind';
import { type Labels, matches, type Selector } from '../../query';
import { isFeedKey } from './feed-blocks';
import { isEmpty, labelKeysOf } from './read-policy';

/** A feed or network set, as policies select it. */
export interface KnownSet {
  readonly labels: Labels;
  readonly hasAddresses: boolean;
}

type KnownFeed = KnownObject<KnownSet>;

/** A label that Calico gives to the network sets of feeds. */
const CREATOR = 'tigera.io/creator';

/** With more sets of the same labels, comparing each selector with each of them would take too long. */
const MOST_COMPARED = 1_000;

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

/** The topics of `knownFeeds`. */
export const FEED_TOPICS = [FEEDS, SETS];

/** What was found for the objects of a run, by the list of its feeds. */
const KNOWN = new WeakMap<readonly KnownFeed[], KnownFeeds>();

/** The feeds and network sets that an object sees. */
export function knownFeeds(neighbors: Neighbors): KnownFeeds {
  const [feeds, sets] = [neighbors.all(FEEDS), neighbors.all(SETS)];
  const known = KNOWN.get(feeds) ?? new KnownFeeds(feeds, sets);
  KNOWN.set(feeds, known);
  return known;
}

/** Feeds and network sets by their labels, since a folder may have thousands of them, and of selectors. */
export class KnownFeeds {
  private readonly all: readonly KnownFeed[];
  private readonly byLabel = new Map<string, KnownFeed[]>();
  /** The first one with a label besides that of Calico, for each key. */
  private readonly firstWithKey = new Map<string, { readonly place: number; readonly feed: KnownFeed }>();
  private readonly firstLabelled: KnownFeed | undefined;
  /** A network set that is not like one of a feed says nothing about where the feed is. */
  readonly hasFeeds: boolean;

  constructor(feeds: readonly KnownFeed[], sets: readonly KnownFeed[]) {
    this.all = [...feeds, ...sets];
    const likeFeeds = [...feeds, ...sets.filter(({ value }) => Object.keys(value.labels).some(isFeedKey))];
    this.hasFeeds = likeFeeds.length > 0;
    const labelled = likeFeeds.filter(({ value }) => Object.keys(value.labels).length > 1);
    this.firstLabelled = labelled[0];
    for (const feed of this.all) {
      for (const [key, value] of Object.entries(feed.value.labels)) {
        const label = labelText(key, value);
        const known = this.byLabel.get(label) ?? [];
        this.byLabel.set(label, known);
        known.push(feed);
      }
    }
    for (const [place, feed] of labelled.entries()) {
      for (const key of Object.keys(feed.value.labels).map(withoutMarks)) {
        this.firstWithKey.set(key, this.firstWithKey.get(key) ?? { place, feed });
      }
    }
  }

  /** Those that a selector selects; undefined if there are too many to compare. */
  selectedBy(selector: Selector): readonly KnownFeed[] | undefined {
    const label = requiredLabel(selector);
    const candidates = label === undefined ? this.all : (this.byLabel.get(label) ?? []);
    return candidates.length > MOST_COMPARED
      ? undefined
      : candidates.filter(({ value }) => matches(selector, value.labels));
  }

  /** The label of the feed that a selector probably means, as advice. */
  labelHint(selector: Selector): string {
    const [likely] = labelKeysOf(selector)
      .flatMap((key) => this.firstWithKey.get(withoutMarks(key)) ?? [])
      .sort((one, other) => one.place - other.place);
    const meant = likely?.feed ?? this.firstLabelled;
    const [label] = Object.entries(meant?.value.labels ?? {}).filter(([key]) => key !== CREATOR);
    return meant === undefined || label === undefined
      ? '; give the network set of the feed a label, and select it'
      : `; ${meant.name} has the label ${label[0]}: ${label[1]}`;
  }
}

/** A label without which a selector selects nothing. */
function requiredLabel(selector: Selector): string | undefined {
  switch (selector.kind) {
    case '==':
      return labelText(selector.key, selector.value);
    case 'and':
      return selector.operands.map(requiredLabel).find((label) => label !== undefined);
    default:
      return undefined;
  }
}

/** No label contains a null character. */
function labelText(key: string, value: string | undefined): string {
  return `${key}\0${value}`;
}

function labelsOf(labels: unknown): Labels {
  return { [CREATOR]: 'intrusion-detection-controller', ...Object(labels) };
}

function withoutMarks(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z]/g, '');
}
