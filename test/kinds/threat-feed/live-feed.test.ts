import type { Manifest } from '../../../src/base';
import { networkSetOf } from '../../../src/calico';
import type { LiveCheck } from '../../../src/kind';
import { LIVE_FEED, LIVE_NETWORK_SET } from '../../../src/kinds/threat-feed/live-feed';
import type { Synthesized } from '../../support';
import { feed } from './feed';

const NOW = new Date('2026-11-26T12:00:00Z');
const LABELS = { feed: 'bad' };
const pull = (period?: unknown) => ({ period, http: { url: 'https://feeds.example.com/list.txt' } });
const addresses = (spec: object = {}) =>
  feed({ content: 'IPSet', globalNetworkSet: { labels: LABELS }, pull: pull(), ...spec });
const set = (spec: object = { nets: ['203.0.114.5/32'] }, labels: object = LABELS) => ({
  metadata: { name: 'threatfeed.bad', labels },
  spec,
});

function judged(check: LiveCheck, manifest: Manifest, live: unknown, made: unknown[] = []): [string, ...string[]] {
  const { outcome, details } = check.judge({ manifest, live, made, now: NOW });
  return [outcome, ...details];
}

const synced = (time: unknown, period?: unknown, status: object = {}): Synthesized => ({
  ...feed({ pull: pull(period) }),
  status: { lastSuccessfulSync: time, ...status },
});

describe('a feed on a cluster', () => {
  it.each<[string, Synthesized, string[]]>([
    ['does not exist', undefined, ['failed', 'GlobalThreatFeed bad does not exist']],
    [
      'has no status',
      feed(),
      ['failed', 'GlobalThreatFeed bad has not been downloaded: its status has no lastSuccessfulSync'],
    ],
    [
      'has errors only',
      {
        ...feed(),
        status: {
          errorConditions: [
            { type: 'GlobalThreatFeedSyncFailed', message: '404' },
            { type: 'Other', message: 'x' },
          ],
        },
      },
      [
        'failed',
        'GlobalThreatFeed bad has not been downloaded: its status has no lastSuccessfulSync',
        'its status has errors: GlobalThreatFeedSyncFailed: 404; Other: x',
      ],
    ],
    [
      'was downloaded',
      synced('2026-11-26T11:00:00Z'),
      ['ok', 'GlobalThreatFeed bad was last downloaded at 2026-11-26T11:00:00.000Z'],
    ],
    [
      'was downloaded, and has errors since',
      synced('2026-11-26T11:00:00Z', '1h', { errorConditions: [{ type: 'A', message: 'b' }] }),
      ['ok', 'GlobalThreatFeed bad was last downloaded at 2026-11-26T11:00:00.000Z', 'its status has errors: A: b'],
    ],
    [
      'was downloaded twice the default period ago',
      synced('2026-11-24T12:00:00Z'),
      ['ok', 'GlobalThreatFeed bad was last downloaded at 2026-11-24T12:00:00.000Z'],
    ],
    [
      'was downloaded before that',
      synced('2026-11-24T11:59:59Z'),
      [
        'failed',
        'GlobalThreatFeed bad was last downloaded at 2026-11-24T11:59:59.000Z, longer ago than twice its period of 24h',
      ],
    ],
    [
      'was downloaded within twice its period',
      synced('2026-11-26T11:00:00Z', '30m'),
      ['ok', 'GlobalThreatFeed bad was last downloaded at 2026-11-26T11:00:00.000Z'],
    ],
    [
      'was downloaded longer than twice its period ago',
      synced('2026-11-26T10:59:59Z', '30m', { errorConditions: [{ type: 'A', message: 'b' }] }),
      [
        'failed',
        'GlobalThreatFeed bad was last downloaded at 2026-11-26T10:59:59.000Z, longer ago than twice its period of 30m',
        'its status has errors: A: b',
      ],
    ],
    ...(['1d', '-5m', '0', '', 7, { a: 1 }] as const).map((period): [string, Synthesized, string[]] => [
      `has the period ${JSON.stringify(period)}, which counts as the default`,
      synced('2026-11-24T12:00:00Z', period),
      ['ok', 'GlobalThreatFeed bad was last downloaded at 2026-11-24T12:00:00.000Z'],
    ]),
    [
      'has a time that is none',
      synced('yesterday'),
      ['unknown', 'the lastSuccessfulSync of GlobalThreatFeed bad is not a valid time, or is in the future'],
    ],
    [
      'has a time in the future',
      synced('2026-11-26T13:00:00Z'),
      ['unknown', 'the lastSuccessfulSync of GlobalThreatFeed bad is not a valid time, or is in the future'],
    ],
    ['is pushed', feed({ pull: undefined }), ['ok', 'GlobalThreatFeed bad exists; Calico does not download its list']],
  ])('%s', (_, live, expected) => {
    expect(judged(LIVE_FEED, feed(), live)).toEqual(expected);
  });
});

describe('the network set of a feed on a cluster', () => {
  it.each<[string, unknown, string[]]>([
    [
      'does not exist',
      undefined,
      [
        'failed',
        'GlobalNetworkSet threatfeed.bad does not exist, so policies cannot block the addresses; Calico creates it from the list',
      ],
    ],
    ['has one entry', set(), ['ok', 'GlobalNetworkSet threatfeed.bad has 1 entry']],
    [
      'has several',
      set({ nets: ['203.0.114.5/32', '203.0.115.0/24'] }, { ...LABELS, other: 'x' }),
      ['ok', 'GlobalNetworkSet threatfeed.bad has 2 entries'],
    ],
    ...[{}, { nets: [] }, { nets: '203.0.114.5/32' }, { nets: null }].map((spec): [string, unknown, string[]] => [
      `is empty: ${JSON.stringify(spec)}`,
      set(spec),
      [
        'failed',
        'GlobalNetworkSet threatfeed.bad is empty, so it blocks nothing: the list is empty, or has no entries that are addresses or CIDRs in the format of the feed',
      ],
    ]),
    ...[{}, { feed: 'other' }, { FEED: 'bad' }].map((labels): [string, unknown, string[]] => [
      `has other labels: ${JSON.stringify(labels)}`,
      set({ nets: ['203.0.114.5/32'] }, labels),
      ['failed', 'GlobalNetworkSet threatfeed.bad does not have the labels feed=bad, by which policies select it'],
    ]),
  ])('%s', (_, live, expected) => {
    expect(judged(LIVE_NETWORK_SET, addresses(), addresses(), [live])).toEqual(expected);
  });

  it('is asked for by the name that Calico gives it', () => {
    expect(LIVE_NETWORK_SET.makes?.(addresses())).toEqual([networkSetOf('bad')]);
    expect(networkSetOf('bad')).toEqual({
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkSet',
      metadata: { name: 'threatfeed.bad' },
    });
  });

  it.each<[string, Manifest, boolean]>([
    ['a feed of addresses', addresses(), true],
    ['a feed without content, which is of addresses', addresses({ content: undefined }), true],
    ['a feed without labels', addresses({ globalNetworkSet: {} }), true],
    ['a feed that wants none', addresses({ globalNetworkSet: undefined }), false],
    ['a feed that is pushed', addresses({ pull: undefined }), false],
    ['a feed of domain names', addresses({ content: 'DomainNameSet' }), false],
  ])('is there for %s: %j', (_, manifest, expected) => {
    expect(LIVE_NETWORK_SET.concerns?.(manifest)).toBe(expected);
  });
});
