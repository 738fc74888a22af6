import { Duration } from 'cdk8s';
import {
  CalicoCluster,
  CsvColumn,
  FeedFormat,
  FlowAggregation,
  HeaderValue,
  KnownFeed,
  type KnownThreatFeedOptions,
  LogSettings,
  ThreatFeed,
  ThreatFeedContent,
  ThreatFeedContentKind,
  ThreatFeedMode,
  type ThreatFeedProps,
  type ThreatFeedPullOptions,
  ThreatFeedSource,
} from '../../../src';
import { matches, parseSelector } from '../../../src/query';
import { type AllProps, itPassesOnAllProps } from '../../all-props';
import { captureStderr, madeFor, managedCluster, messageOf, only, synthesize, testChart } from '../../support';
import { clusterOfFeeds } from './feed';

const cluster = clusterOfFeeds();
const url = 'https://feeds.example.com/list.txt';
const source = ThreatFeedSource.pull({ url });
const content = ThreatFeedContent.addresses({ networkSetLabels: { feed: 'bad', team: 'red' } });
const PROPS: ThreatFeedProps = { cluster, name: 'bad', content, source };

function written(props: Partial<ThreatFeedProps> = {}) {
  const objects = synthesize((chart) => new ThreatFeed(chart, 'feed', { ...PROPS, ...props }));
  return only(objects, 'GlobalThreatFeed');
}

const pullOf = (options: Partial<ThreatFeedPullOptions>) =>
  written({ source: ThreatFeedSource.pull({ url, ...options }) }).spec.pull;

describe('ThreatFeed', () => {
  const stderr = captureStderr();

  it('is a GlobalThreatFeed', () => {
    const headers = [
      { name: 'Authorization', value: HeaderValue.fromSecret({ name: 'globalthreatfeed-bad-token', key: 'value' }) },
      { name: 'Accept-Version', value: HeaderValue.of('2') },
    ];
    const format = FeedFormat.json('$.ips');
    const object = written({ source: ThreatFeedSource.pull({ url, period: Duration.hours(6), format, headers }) });
    expect(object).toMatchSnapshot();
    expect(object.spec.pull.http.headers[0].valueFrom.secretKeyRef).toEqual({
      name: 'globalthreatfeed-bad-token',
      key: 'value',
    });
    expect(stderr()).toBe('');
  });

  it('leaves out what has a default', () => {
    expect(written()).toEqual({
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalThreatFeed',
      metadata: { name: 'bad', annotations: expect.objectContaining(madeFor(cluster)) },
      spec: {
        content: 'IPSet',
        mode: 'Enabled',
        globalNetworkSet: { labels: { feed: 'bad', team: 'red' } },
        pull: { http: { url } },
      },
    });
  });

  it('has a mode from 3.15 on', () => {
    const modes = ['3.12', '3.14', '3.15', 'cloud-17.0.0'].map(
      (release) => written({ cluster: clusterOfFeeds(release) }).spec.mode,
    );
    expect(modes).toEqual([undefined, undefined, 'Enabled', 'Enabled']);
  });

  const allProps: AllProps<ThreatFeedProps> = {
    cluster: { value: cluster, at: ['metadata', 'annotations', 'calico-threat-defense/release'], is: '3.24.0-1.0' },
    name: { value: 'worse', at: ['metadata', 'name'], is: 'worse' },
    content: { value: ThreatFeedContent.domains(), at: ['spec', 'content'], is: 'DomainNameSet' },
    source: { value: source, at: ['spec', 'pull', 'http', 'url'], is: url },
    mode: { value: ThreatFeedMode.DISABLED, at: ['spec', 'mode'], is: 'Disabled' },
    description: { value: 'Ours', at: ['spec', 'description'], is: 'Ours' },
    labels: { value: { team: 'red' }, at: ['metadata', 'labels', 'team'], is: 'red' },
    annotations: { value: { note: 'n' }, at: ['metadata', 'annotations', 'note'], is: 'n' },
  };
  itPassesOnAllProps<ThreatFeedProps>(
    allProps,
    (chart, props) => {
      CalicoCluster.provide(chart, managedCluster('3.23'));
      new ThreatFeed(chart, 'feed', props);
    },
    ['name', 'content', 'source'],
  );

  it.each<[string, Partial<ThreatFeedPullOptions>, object]>([
    ['a period', { period: Duration.minutes(90) }, { period: '1h30m0s', http: { url } }],
    ['lines', { format: FeedFormat.lines() }, { http: { url } }],
    ['JSON', { format: FeedFormat.json('$') }, { http: { url, format: { json: { path: '$' } } } }],
    [
      'the first column',
      { format: FeedFormat.csv({ column: CsvColumn.number(0) }) },
      { http: { url, format: { csv: { fieldNum: 0 } } } },
    ],
    [
      'a column with a name',
      { format: FeedFormat.csv({ column: CsvColumn.named('ip') }) },
      { http: { url, format: { csv: { fieldName: 'ip', header: true } } } },
    ],
    [
      'the options of CSV',
      {
        format: FeedFormat.csv({
          column: CsvColumn.number(2),
          header: true,
          columnDelimiter: ';',
          commentDelimiter: '#',
          recordSize: 3,
          disableRecordSizeValidation: false,
        }),
      },
      {
        http: {
          url,
          format: {
            csv: {
              fieldNum: 2,
              header: true,
              columnDelimiter: ';',
              commentDelimiter: '#',
              recordSize: 3,
              disableRecordSizeValidation: false,
            },
          },
        },
      },
    ],
    ['no header', { headers: [] }, { http: { url } }],
    [
      'a ConfigMap',
      {
        headers: [
          {
            name: 'X-Version',
            value: HeaderValue.fromConfigMap({ name: 'globalthreatfeed-bad-x', key: 'version', optional: true }),
          },
        ],
      },
      {
        http: {
          url,
          headers: [
            {
              name: 'X-Version',
              valueFrom: { configMapKeyRef: { name: 'globalthreatfeed-bad-x', key: 'version', optional: true } },
            },
          ],
        },
      },
    ],
  ])('is pulled with %s', (_, options, expected) => {
    expect(pullOf(options)).toEqual(expected);
  });

  it('has no namespace in a chart that gives one to all', () => {
    const objects = synthesize((chart) => new ThreatFeed(chart, 'feed', PROPS), { namespace: 'all' });
    expect(only(objects, 'GlobalThreatFeed').metadata).not.toHaveProperty('namespace');
  });

  it('names its network set and how policies select it', () => {
    const made = new ThreatFeed(testChart(), 'feed', PROPS);
    expect([made.networkSetName, made.selector]).toEqual(['threatfeed.bad', "feed == 'bad' && team == 'red'"]);
    expect([made.feedName, made.cluster, made.content, made.source]).toEqual(['bad', cluster, content, source]);
  });

  it('is selected by its selector, and no feed with other labels is', () => {
    const { selector = '' } = new ThreatFeed(testChart(), 'feed', PROPS);
    const parsed = parseSelector(selector);
    const labels = [{ feed: 'bad', team: 'red' }, { feed: 'bad', team: 'blue' }, { feed: 'other', team: 'red' }, {}];
    expect(labels.map((each) => parsed !== undefined && matches(parsed, each))).toEqual([true, false, false, false]);
  });

  it.each<[string, Partial<ThreatFeedProps>]>([
    ['of domains', { content: ThreatFeedContent.domains() }],
    ['that is pushed', { source: ThreatFeedSource.push() }],
    ['without labels', { content: ThreatFeedContent.addresses() }],
  ])('has no network set for a feed %s', (_, props) => {
    const made = new ThreatFeed(testChart(), 'feed', { ...PROPS, ...props });
    expect([made.networkSetName, made.selector]).toEqual([undefined, undefined]);
  });

  it('warns of a network set that is not made', () => {
    written({ source: ThreatFeedSource.push() });
    expect(stderr()).toContain('[threat-feed/network-set-without-pull]');
  });

  it('warns of log settings at which it matches nothing, and only notes the defaults', () => {
    const aggregated = LogSettings.of({ allowedFlows: FlowAggregation.BY_POD_PREFIX });
    const { name, release } = cluster;
    written({ cluster: CalicoCluster.managed({ name, release, logs: aggregated }) });
    expect(stderr()).toBe(
      'test/feed: 1 warning\n  spec.content: matches no allowed connections: with the log settings of the cluster, allowed flows are aggregated to level 2 and have no outside addresses; set flowLogsFileAggregationKindForAllowed: 1 in the FelixConfiguration [threat-feed/allowed-flows-aggregated]\n',
    );
    written({ cluster: managedCluster('3.24') });
    expect(stderr()).toContain("1 notice\n  spec.content: matches no allowed connections: with Calico's defaults");
  });

  it.each<[string, Partial<ThreatFeedProps>, string]>([
    [
      'a relative URL and a short period',
      { source: ThreatFeedSource.pull({ url: 'list.txt', period: Duration.minutes(4) }) },
      '2 problems\n  spec.pull.period = "4m0s": must be at least 5m, the shortest period that Calico accepts [threat-feed/period-too-short]\n  spec.pull.http.url = "list.txt": is not an absolute URL: it does not begin with a scheme and two slashes; write it as in https://feeds.example.com/list.txt [threat-feed/url]',
    ],
    [
      'a name of a column without header',
      {
        source: ThreatFeedSource.pull({
          url,
          format: FeedFormat.csv({ column: CsvColumn.named('ip'), header: false }),
        }),
      },
      '1 problem\n  spec.pull.http.format.csv.fieldName = "ip": is read from the first record only with header: true; add it, or use fieldNum [threat-feed/csv-name-needs-header]',
    ],
    [
      'a mode before 3.15',
      { cluster: clusterOfFeeds('3.14'), mode: ThreatFeedMode.ENABLED },
      '1 problem\n  spec.mode: is not available in Calico Enterprise 3.14.0: it was added in 3.15; remove it [threat-feed/mode-not-yet]',
    ],
    [
      'props of other types',
      { content: 'IPSet', source: url } as never,
      '2 problems\n  content = "IPSet": must be a ThreatFeedContent, such as ThreatFeedContent.domains() [argument/type]\n  source = "https://feeds.example.com/list.txt": must be a ThreatFeedSource, such as ThreatFeedSource.pull({ url }) [argument/type]',
    ],
  ])('is rejected: %s', (_, props, problems) => {
    const chart = testChart();
    expect(messageOf(() => new ThreatFeed(chart, 'feed', { ...PROPS, ...props }))).toBe(`test/feed: ${problems}`);
    expect(chart.node.findAll().some((child) => child.node.id === 'Resource')).toBe(false);
  });

  it('is rejected if another has its name', () => {
    const both = () =>
      synthesize((chart) => {
        new ThreatFeed(chart, 'feed', PROPS);
        new ThreatFeed(chart, 'other', PROPS);
      });
    expect(messageOf(both)).toContain('[manifest/duplicate-object]');
  });
});

describe('KnownFeed', () => {
  const stderr = captureStderr();
  const known = (feed: KnownFeed, options: KnownThreatFeedOptions = {}) =>
    only(
      synthesize((chart) => ThreatFeed.fromKnown(chart, 'feed', feed, { cluster, ...options })),
      'GlobalThreatFeed',
    );

  it.each([
    [KnownFeed.FEODO, 'feodo', { 'threat-feed': 'feodo' }],
    [KnownFeed.TOR_EXITS, 'tor-bulk-exit-list', { feed: 'tor' }],
  ])('is a feed of addresses', (feed, name, labels) => {
    const { metadata, spec } = known(feed);
    expect([metadata.name, spec.content, spec.globalNetworkSet.labels]).toEqual([name, 'IPSet', labels]);
    expect(spec.pull).toEqual({ http: { url: feed.url } });
    expect(feed.source).not.toBe('');
    expect(stderr()).toBe('');
  });

  it('can have options of its own', () => {
    const options = { period: Duration.hours(1), networkSetLabels: { a: 'b' }, mode: ThreatFeedMode.DISABLED };
    const { spec } = known(KnownFeed.FEODO, options);
    expect([spec.pull.period, spec.globalNetworkSet.labels, spec.mode]).toEqual(['1h0m0s', { a: 'b' }, 'Disabled']);
  });
});

describe('ThreatFeedContent', () => {
  it('shows what it is', () => {
    expect([ThreatFeedContent.domains().kind, content.kind, content.networkSetLabels]).toEqual([
      ThreatFeedContentKind.DOMAINS,
      ThreatFeedContentKind.ADDRESSES,
      { feed: 'bad', team: 'red' },
    ]);
  });
});
