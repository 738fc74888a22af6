import type { Duration } from 'cdk8s';
import { checkProps, DURATION, instance, list, optional, struct, TEXT, type ValueType } from '../../arguments';
import { formatGoDuration } from '../../kubernetes';
import { FEED_FORMAT, type FeedFormat } from './feed-format';
import { HEADER_VALUE, type HeaderValue } from './header-value';

/** A header of the request for a list. */
export interface FeedHeader {
  /** Name of the header, such as `Authorization`. */
  readonly name: string;

  /** The value of the header. */
  readonly value: HeaderValue;
}

/** Options of a feed that Calico downloads. */
export interface ThreatFeedPullOptions {
  /** Absolute URL of the list; `https://`, so nobody can change it in transit. */
  readonly url: string;

  /**
   * The time between two downloads, at least 5 minutes.
   *
   * @default - Calico's default of 24 hours
   */
  readonly period?: Duration;

  /**
   * How entries are found in the list.
   *
   * @default FeedFormat.lines()
   */
  readonly format?: FeedFormat;

  /**
   * Headers of the request.
   *
   * @default - none
   */
  readonly headers?: FeedHeader[];
}

/** How the entries of a threat feed reach Calico. */
export class ThreatFeedSource {
  /**
   * Calico downloads the list.
   *
   * @param options where and how often
   */
  public static pull(options: ThreatFeedPullOptions): ThreatFeedSource {
    checkProps('ThreatFeedSource', options, PULL_OPTIONS);
    return new ThreatFeedSource(options);
  }

  /**
   * Something else writes the list to Elasticsearch. Calico creates no network set for such a feed, and the
   * documentation of Calico Cloud does not describe it.
   */
  public static push(): ThreatFeedSource {
    return new ThreatFeedSource();
  }

  private constructor(private readonly options?: ThreatFeedPullOptions) {}

  /** Whether Calico downloads the list. */
  public get isPulled(): boolean {
    return this.options !== undefined;
  }

  /**
   * The field `pull`; undefined if the list is pushed.
   *
   * @internal
   */
  public get _pull(): object | undefined {
    if (this.options === undefined) {
      return undefined;
    }
    const { url, period, format, headers = [] } = this.options;
    const written = headers.map(({ name, value }) => ({ name, ...value._fields }));
    return {
      period: period && formatGoDuration(period),
      http: { url, format: format?._fields, headers: written.length === 0 ? undefined : written },
    };
  }
}

export const THREAT_FEED_SOURCE: ValueType<ThreatFeedSource> = instance(
  'ThreatFeedSource',
  () => ThreatFeedSource,
  ', such as ThreatFeedSource.pull({ url })',
);

const HEADER: ValueType<FeedHeader> = struct<FeedHeader>({ name: 'FeedHeader' }, { name: TEXT, value: HEADER_VALUE });

const PULL_OPTIONS: ValueType<ThreatFeedPullOptions> = struct<ThreatFeedPullOptions>(
  { name: 'ThreatFeedPullOptions' },
  { url: TEXT, period: optional(DURATION), format: optional(FEED_FORMAT), headers: optional(list(HEADER)) },
);
