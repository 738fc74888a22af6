export { CsvColumn, type CsvFormatOptions, FeedFormat } from './feed-format';
export { HeaderValue, type HeaderValueOptions } from './header-value';
export { THREAT_FEED_KIND } from './kind';
export { KNOWN_FEED, KnownFeed } from './known-feed';
export {
  type KnownThreatFeedOptions,
  THREAT_FEED,
  ThreatFeed,
  ThreatFeedMode,
  type ThreatFeedOptions,
  type ThreatFeedProps,
} from './threat-feed';
export { checkThreatFeed } from './threat-feed-checks';
export { type ThreatFeedAddressesOptions, ThreatFeedContent, ThreatFeedContentKind } from './threat-feed-content';
export { type FeedHeader, type ThreatFeedPullOptions, ThreatFeedSource } from './threat-feed-source';
