import type { ApiObjectProps, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import {
  checkArguments,
  checkedScope,
  checkProps,
  DURATION,
  enumOf,
  instance,
  optional,
  type Shape,
  struct,
  TEXT,
  TEXT_MAP,
  type ValueType,
} from '../../arguments';
import { CALICO_CLUSTER, CALICO_GROUP, CalicoCluster, networkSetName } from '../../calico';
import { EventSelection } from '../../events';
import { addCalicoObject } from '../../kind';
import { HAS_MODE } from './feed-schema';
import { KNOWN_FEED, type KnownFeed } from './known-feed';
import { checkThreatFeed } from './threat-feed-checks';
import { THREAT_FEED_CONTENT, ThreatFeedContent, ThreatFeedContentKind } from './threat-feed-content';
import { THREAT_FEED_SOURCE, ThreatFeedSource } from './threat-feed-source';

/** Whether Calico compares a threat feed with its logs. */
export enum ThreatFeedMode {
  /** Matches raise events. */
  ENABLED = 'Enabled',
  /** No events. The list is still downloaded, and the network set stays, so policies still block its addresses. */
  DISABLED = 'Disabled',
}

/** Options common to all threat feeds. */
export interface ThreatFeedOptions {
  /**
   * The cluster that the feed is for.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * Whether matches raise events. Only from 3.15 on.
   *
   * @default ThreatFeedMode.ENABLED
   */
  readonly mode?: ThreatFeedMode;

  /**
   * Text about the feed for people, at most 256 bytes of UTF-8. Only from 3.15 on.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Labels of the object; those of the network set are part of its content.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/** Properties of `ThreatFeed`. */
export interface ThreatFeedProps extends ThreatFeedOptions {
  /** Name of the object, an RFC 1123 subdomain; at most 242 characters if there is a network set. */
  readonly name: string;

  /** What the list contains. */
  readonly content: ThreatFeedContent;

  /** How the list reaches Calico. */
  readonly source: ThreatFeedSource;
}

/** Options of a threat feed with a known list. */
export interface KnownThreatFeedOptions extends ThreatFeedOptions {
  /**
   * The time between two downloads, at least 5 minutes.
   *
   * @default - Calico's default of 24 hours
   */
  readonly period?: Duration;

  /**
   * Labels of the network set.
   *
   * @default - those of the documentation of Calico
   */
  readonly networkSetLabels?: { readonly [key: string]: string };
}

/**
 * A GlobalThreatFeed: a list of addresses or domain names. Calico compares it with its flow or DNS logs about once a
 * minute and raises events for matches, and policies can block the addresses.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalthreatfeed
 */
export class ThreatFeed extends Construct {
  /**
   * A feed with a list that the documentation of Calico uses. This library guarantees neither the content nor the
   * availability of the list.
   *
   * @param scope the scope in which to define the feed
   * @param id the construct ID, unique in its scope
   * @param known the list
   * @param options what to change
   * @throws under the same conditions as the constructor
   */
  public static fromKnown(
    scope: Construct,
    id: string,
    known: KnownFeed,
    options: KnownThreatFeedOptions = {},
  ): ThreatFeed {
    checkArguments('ThreatFeed', { known, options }, { known: KNOWN_FEED, options: KNOWN_OPTIONS });
    const { period, networkSetLabels = known.networkSetLabels, ...others } = options;
    return new ThreatFeed(scope, id, {
      ...others,
      name: known.feedName,
      content: ThreatFeedContent.addresses({ networkSetLabels }),
      source: ThreatFeedSource.pull({ url: known.url, period }),
    });
  }

  /** Name of the object. */
  public readonly feedName: string;

  /** The cluster that the feed is for. */
  public readonly cluster: CalicoCluster;

  /** What the list contains. */
  public readonly content: ThreatFeedContent;

  /** How the list reaches Calico. */
  public readonly source: ThreatFeedSource;

  /** Name of the GlobalNetworkSet that Calico creates for the feed; undefined if it creates none. */
  public readonly networkSetName?: string;

  /**
   * Selector of the network set for the rules of policies, such as `feed == 'feodo'`; undefined if there is no network set.
   */
  public readonly selector?: string;

  /**
   * @param scope the scope in which to define the feed
   * @param id the construct ID, unique in its scope
   * @param props the feed
   * @throws when Calico would reject the feed or could not read the list: an invalid name, URL, period, format or header,
   * or a field that the release does not have
   */
  constructor(scope: Construct, id: string, props: ThreatFeedProps) {
    super(checkedScope('ThreatFeed', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.feedName = props.name;
    this.content = props.content;
    this.source = props.source;
    const labels = this.source.isPulled ? this.content.networkSetLabels : undefined;
    if (labels !== undefined) {
      this.networkSetName = networkSetName(props.name);
      this.selector = selectorOf(labels);
    }
    const manifest = feedManifest(props, this.cluster);
    addCalicoObject(this, this.cluster, { manifest, findings: checkThreatFeed(manifest, this.cluster) });
  }

  /**
   * The events of all feeds with the same kind of content, for a webhook or an exception. The events of a single feed
   * cannot be selected, because all of them have the same origin (observed, not documented).
   */
  public get events(): EventSelection {
    const isDomains = this.content.kind === ThreatFeedContentKind.DOMAINS;
    return isDomains ? EventSelection.ofDomainFeeds() : EventSelection.ofAddressFeeds();
  }
}

function feedManifest(props: ThreatFeedProps, { release }: CalicoCluster): ApiObjectProps {
  const { content, source } = props;
  const mode = release._valueIn(HAS_MODE) ? ThreatFeedMode.ENABLED : undefined;
  const labels = content.networkSetLabels;
  return {
    apiVersion: `${CALICO_GROUP}/v3`,
    kind: 'GlobalThreatFeed',
    metadata: { name: props.name, labels: props.labels, annotations: props.annotations },
    spec: {
      content: content.kind,
      mode: props.mode ?? mode,
      description: props.description,
      globalNetworkSet: labels && { labels },
      pull: source._pull,
    },
  };
}

/** Every label. A network set of another origin that has all of them is selected as well. */
function selectorOf(labels: { readonly [key: string]: string }): string | undefined {
  const terms = Object.entries(labels).map(([key, value]) => `${key} == '${value}'`);
  return terms.length === 0 ? undefined : terms.join(' && ');
}

const OPTION_TYPES: Shape<ThreatFeedOptions> = {
  cluster: optional(CALICO_CLUSTER),
  mode: optional(enumOf('ThreatFeedMode', ThreatFeedMode)),
  description: optional(TEXT),
  labels: optional(TEXT_MAP),
  annotations: optional(TEXT_MAP),
};

const KNOWN_OPTIONS: ValueType<KnownThreatFeedOptions> = struct<KnownThreatFeedOptions>(
  { name: 'KnownThreatFeedOptions' },
  { ...OPTION_TYPES, period: optional(DURATION), networkSetLabels: optional(TEXT_MAP) },
);

const PROPS: ValueType<ThreatFeedProps> = struct<ThreatFeedProps>(
  { name: 'ThreatFeedProps' },
  { ...OPTION_TYPES, name: TEXT, content: THREAT_FEED_CONTENT, source: THREAT_FEED_SOURCE },
);

export const THREAT_FEED: ValueType<ThreatFeed> = instance('ThreatFeed', () => ThreatFeed);
