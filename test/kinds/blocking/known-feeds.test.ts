import type { Manifest } from '../../../src/base';
import type { KnownObject } from '../../../src/kind';
import { TOPICS } from '../../../src/kinds';
import { BLOCKING_KIND } from '../../../src/kinds/blocking';
import { KnownFeeds, type KnownSet } from '../../../src/kinds/blocking/known-feeds';
import { ObjectIndex } from '../../../src/lint/object-index';
import { parseSelector, type Selector } from '../../../src/query';
import { clusterOf, object, policy } from './policy';

const PULL = { http: { url: 'https://feeds.example.com' } };
const feed = (labels: object | undefined, name = 'bad', spec: object = {}) =>
  object(
    'GlobalThreatFeed',
    { content: 'IPSet', pull: PULL, ...(labels === undefined ? {} : { globalNetworkSet: { labels } }), ...spec },
    { name },
  );
const set = (labels: object, spec: object = { nets: ['192.0.2.0/24'] }) =>
  object('GlobalNetworkSet', spec, { name: 'mine', labels });

/** What is said about the selector of a block among other objects. */
function saidOf(selector: string, ...objects: readonly Manifest[]): string | undefined {
  const destination = { selector, namespaceSelector: 'global()' };
  const block = policy({ types: ['Egress'], egress: [{ action: 'Deny', destination }, { action: 'Pass' }] });
  const index = new ObjectIndex(TOPICS);
  for (const each of [block, ...objects]) {
    index.add(each, 'all.yaml');
  }
  const found = BLOCKING_KIND.questions(block, clusterOf('3.24')).flatMap(
    ({ answer }) => answer(index.from('all.yaml')) ?? [],
  );
  return found.find(({ rule }) => rule === 'block-policy/selects-nothing')?.message;
}

const nothing = (rest: string) => `selects no feed and no network set of these files, so nothing is denied; ${rest}`;
const without = (name: string) =>
  `selects only ${name} (all.yaml), which has no addresses, so nothing is denied; policies can deny addresses only`;

describe('what the selector of a block selects', () => {
  // biome-ignore format: a table is read by its columns
  it.each<[string, string, Manifest[], string | undefined]>([
    ['a feed without a network set', '!has(feed)', [feed(undefined)], without('bad')],
    ['a feed whose network set is null', '!has(feed)', [feed(undefined, 'bad', { globalNetworkSet: null })], without('bad')],
    ['a feed whose network set has no labels', '!has(feed)', [feed({})], undefined],
    ['a feed of domains', "feed == 'bad'", [feed({ feed: 'bad' }, 'bad', { content: 'DomainNameSet' })], without('bad')],
    ['a feed that is pushed', "feed == 'bad'", [feed({ feed: 'bad' }, 'bad', { pull: {} })], without('bad')],
    ['a feed with the label that Calico adds', "tigera.io/creator == 'intrusion-detection-controller' && has(feed)", [feed({ feed: 'bad' })], undefined],
    ['a feed that something else created', "tigera.io/creator == 'someone' && has(feed)", [feed({ feed: 'bad' })], nothing('bad has the label feed: bad')],
    ['a set of domains', "feed == 'bad'", [set({ feed: 'bad' }, { allowedEgressDomains: ['a.example'] })], without('mine')],
    ['a set of domains with another label', "has(feed) || role == 'bad'", [set({ role: 'bad' }, { allowedEgressDomains: ['a.example'] })], without('mine')],
    ['a set of networks and domains', "feed == 'bad'", [set({ feed: 'bad' }, { nets: ['192.0.2.0/24'], allowedEgressDomains: ['a.example'] })], undefined],
    ['a set of domains and a feed', "feed == 'bad'", [set({ feed: 'bad' }, { allowedEgressDomains: ['a.example'] }), feed({ feed: 'bad' })], undefined],
    ['no set, where none is like that of a feed', "feed == 'bad'", [set({ role: 'bad' })], undefined],
    ['no set, where one is like that of a feed', "feed == 'bad'", [set({ role: 'bad' }), set({ 'threat-feed': 'bad' })], nothing('mine has the label threat-feed: bad')],
    ['no feed, where the first has no labels', "feed == 'bad'", [feed({}, 'first'), feed({ team: 'red' }, 'second')], nothing('second has the label team: red')],
    ['not asked of a label of Calico', 'has(projectcalico.org/kind) && has(feed)', [feed({ a: 'b' })], undefined],
    ['no feed, where none has labels', "feed == 'bad'", [feed({}, 'first'), feed(undefined, 'second')], nothing('give the network set of the feed a label, and select it')],
    ['no feed, where two have the keys', "team == 'red' && feed == 'bad'", [feed({ feed: 'worse' }, 'first'), feed({ team: 'blue', feed: 'other' }, 'second')], nothing('first has the label feed: worse')],
    ['no feed, where one has nearly the key', "threatfeed == 'bad'", [feed({ other: 'x' }, 'first'), feed({ 'Threat-Feed': 'bad' }, 'second')], nothing('second has the label Threat-Feed: bad')],
    ['no feed, where two have nearly the key', "threatfeed == 'bad'", [feed({ 'threat-feed': 'x' }, 'first'), feed({ threat_feed: 'y' }, 'second')], nothing('first has the label threat-feed: x')],
  ])('is %s', (_, selector, objects, expected) => {
    expect(saidOf(selector, ...objects)).toBe(expected);
  });
});

describe('many network sets', () => {
  const MOST = 1_000;
  const known = (labels: KnownSet['labels'], index: number): KnownObject<KnownSet> =>
    ({ file: 'all.yaml', name: `set-${index}`, value: { labels, hasAddresses: true } }) as KnownObject<KnownSet>;
  const sets = (count: number) =>
    Array.from({ length: count }, (_, index) => known({ feed: `f${index}`, all: 'x' }, index));
  const selectedOf = (selector: string, count: number) =>
    new KnownFeeds([], sets(count)).selectedBy(parseSelector(selector) as Selector)?.map(({ name }) => name);

  // biome-ignore format: a table is read by its columns
  it.each<[string, number, string[] | undefined]>([
    ["feed in {'f7'}", MOST, ['set-7']],
    ["feed in {'f7'}", MOST + 1, undefined],
    ["all == 'x'", MOST + 1, undefined],
    ["feed == 'f7'", MOST + 1, ['set-7']],
    ["feed == 'none'", MOST + 1, []],
    ["has(all) && feed == 'f7'", MOST + 1, ['set-7']],
    ["feed == 'f7' && has(all)", MOST + 1, ['set-7']],
    ["feed == 'f7' && !has(all)", MOST + 1, []],
    ["has(all) && has(feed)", MOST + 1, undefined],
    ["feed == 'f7' || feed == 'f8'", MOST + 1, undefined],
    ["feed == 'f7' || feed == 'f8'", MOST, ['set-7', 'set-8']],
  ])('are compared with %s only if they are few: %d', (selector, count, expected) => {
    expect(selectedOf(selector, count)).toEqual(expected);
  });

  it.each([
    [MOST, nothing('mine has the label feed: f0')],
    [MOST + 1, undefined],
  ])('are not the subject of an answer if they are too many: %d', (count, expected) => {
    const many = Array.from({ length: count }, (_, index) => set({ feed: `f${index}` }));
    expect(saidOf("feed in {'none'}", ...many)).toBe(expected);
  });

  it('are found by key and value, not by both run together', () => {
    const feeds = new KnownFeeds([], [known({ feed: 'bad' }, 0), known({ fee: 'dbad' }, 1)]);
    expect(feeds.selectedBy(parseSelector("feed == 'bad'") as Selector)).toHaveLength(1);
    expect(feeds.hasFeeds).toBe(true);
  });
});
