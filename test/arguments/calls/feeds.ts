import { Duration } from 'cdk8s';
import {
  BlockDirections,
  BlockTier,
  CsvColumn,
  type CsvFormatOptions,
  FeedFormat,
  HeaderValue,
  type HeaderValueOptions,
  KnownFeed,
  type KnownThreatFeedOptions,
  PolicySelector,
  QuarantinePolicy,
  type QuarantinePolicyProps,
  ThreatFeed,
  ThreatFeedBlock,
  type ThreatFeedBlockProps,
  ThreatFeedContent,
  ThreatFeedMode,
  type ThreatFeedProps,
  type ThreatFeedPullOptions,
  ThreatFeedSource,
} from '../../../src';
import { type ApiCall, chart, construct, factory } from './api-call';
import { newest } from './samples';

const FEED = {
  cluster: newest,
  mode: ThreatFeedMode.ENABLED,
  description: 'Ours',
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const THREAT_FEED: Required<ThreatFeedProps> = {
  ...FEED,
  name: 'bad',
  content: ThreatFeedContent.domains(),
  source: ThreatFeedSource.pull({ url: 'https://feeds.example.com' }),
};

const BLOCK = {
  cluster: newest,
  name: 'block',
  tier: BlockTier.own('security'),
  order: 10,
  logged: true,
  staged: true,
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const KNOWN_FEED: Required<KnownThreatFeedOptions> = {
  ...FEED,
  period: Duration.hours(1),
  networkSetLabels: { feed: 'feodo' },
};

const PULL: Required<ThreatFeedPullOptions> = {
  url: 'https://feeds.example.com',
  period: Duration.hours(1),
  format: FeedFormat.lines(),
  headers: [{ name: 'X-Version', value: HeaderValue.of('2') }],
};

const CSV: Required<CsvFormatOptions> = {
  column: CsvColumn.number(0),
  header: true,
  columnDelimiter: ';',
  commentDelimiter: '#',
  recordSize: 2,
  disableRecordSizeValidation: false,
};

const SOURCE: Required<HeaderValueOptions> = { name: 'globalthreatfeed-bad-token', key: 'token', optional: true };

/** Calls of the API about feeds. */
export const FEED_CALLS: readonly ApiCall[] = [
  construct<ThreatFeedProps>(ThreatFeed, THREAT_FEED),
  construct<ThreatFeedBlockProps>(ThreatFeedBlock, {
    ...BLOCK,
    feeds: [ThreatFeed.fromKnown(chart(), 'feed', KnownFeed.FEODO, { cluster: newest })],
    protect: PolicySelector.pods(),
    directions: BlockDirections.EGRESS,
  }),
  construct<QuarantinePolicyProps>(QuarantinePolicy, {
    ...BLOCK,
    labelKey: 'quarantine',
    labelValue: 'true',
    allowDns: true,
  }),
  factory('ThreatFeed.fromKnown', { known: KnownFeed.FEODO, options: KNOWN_FEED }, (known, options) =>
    ThreatFeed.fromKnown(chart(), 'id', known, options),
  ),
  factory('ThreatFeedContent.addresses', { options: { networkSetLabels: { a: 'b' } } }, (options) =>
    ThreatFeedContent.addresses(options),
  ),
  factory('ThreatFeedSource.pull', { options: PULL }, (options) => ThreatFeedSource.pull(options)),
  factory('BlockTier.own', { name: 'security', options: { order: 50 } }, (name, options) =>
    BlockTier.own(name, options),
  ),
  factory('BlockTier.existing', { name: 'security' }, (name) => BlockTier.existing(name)),
  factory('FeedFormat.json', { path: '$' }, (path) => FeedFormat.json(path)),
  factory('FeedFormat.csv', { options: CSV }, (options) => FeedFormat.csv(options)),
  factory('CsvColumn.number', { index: 0 }, (index) => CsvColumn.number(index)),
  factory('CsvColumn.named', { name: 'ip' }, (name) => CsvColumn.named(name)),
  factory('HeaderValue.of', { value: '2' }, (value) => HeaderValue.of(value)),
  factory('HeaderValue.fromSecret', { options: SOURCE }, (options) => HeaderValue.fromSecret(options)),
  factory('HeaderValue.fromConfigMap', { options: SOURCE }, (options) => HeaderValue.fromConfigMap(options)),
];
