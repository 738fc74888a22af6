import { errorRule, type Finding, type Manifest, ownValue, valueAt, warningRule } from '../../base';
import { type CalicoRelease, type History, OLDEST } from '../../calico';
import { type AbsoluteUrl, isLinkLocal, readUrl } from '../../kubernetes';
import { domainFeed, pull } from './example';
import { readFeed } from './read-feed';
import { IGNORED } from './who-checks';

const withUrl = (url: string) => domainFeed({ pull: pull('', url) });
const RIGHT = domainFeed();

const URL_RULE = errorRule({
  id: 'threat-feed/url',
  what: 'The URL of a feed must be absolute, with a scheme and a host.',
  why: IGNORED,
  bad: withUrl('feeds.example.com/list.txt'),
  good: RIGHT,
});
const SCHEME = errorRule({
  id: 'threat-feed/url-scheme',
  what: 'The URL of a feed must begin with https:// or http://.',
  why: 'Calico downloads feeds over HTTP only. Later schemas reject other URLs.',
  bad: withUrl('ftp://feeds.example.com/list.txt'),
  good: RIGHT,
});
const PLAIN_HTTP = warningRule({
  id: 'threat-feed/url-plain-http',
  what: 'The URL of a feed should begin with https://.',
  why: 'Over plain HTTP, anyone on the network path can read the headers and change the list: remove entries, or have Calico block addresses of their choice.',
  bad: withUrl('http://feeds.example.com/list.txt'),
  good: RIGHT,
});
const LINK_LOCAL = errorRule({
  id: 'threat-feed/url-link-local',
  acceptedAs: 'ignored',
  what: 'The host of a feed must not be a link-local address.',
  why: "Calico's own policy denies connections of the intrusion detection controller to link-local addresses, among which are the metadata services of clouds.",
  bad: withUrl('https://169.254.169.254/list.txt'),
  good: RIGHT,
});
const USER = warningRule({
  id: 'threat-feed/url-user',
  what: 'The URL of a feed should not contain a user or a password.',
  why: 'Everyone who can read the feed or its repository can read them. A header can be read from a Secret.',
  bad: withUrl('https://jane:secret@feeds.example.com/list.txt'),
  good: RIGHT,
});
const WRONG_CONTENT = warningRule({
  id: 'threat-feed/likely-wrong-content',
  what: 'The content of a feed should be what the list at its URL contains.',
  why: 'Calico drops entries of any other type. The feed is then empty, although its status is healthy.',
  bad: withUrl('https://isc.sans.edu/block.txt'),
  good: withUrl('https://feeds.example.com/domains.txt'),
});

/** Releases whose schema accepts the scheme in lower case only. */
const LOWER_CASE_SCHEME: History<boolean> = [
  [OLDEST, false],
  ['3.24.0-2.0', true],
];

/** Lists that people use, by host, with the beginning of the path and what they contain. */
const KNOWN_LISTS: Readonly<Record<string, { readonly path: string; readonly holds: string; readonly fits?: string }>> =
  {
    'feodotracker.abuse.ch': { path: '/downloads/ipblocklist', holds: 'addresses', fits: 'IPSet' },
    'check.torproject.org': { path: '/', holds: 'addresses', fits: 'IPSet' },
    'isc.sans.edu': { path: '/block.txt', holds: 'ranges of addresses in columns', fits: 'IPSet' },
    'urlhaus.abuse.ch': { path: '/downloads/csv', holds: 'URLs' },
  };

/** Checks the URL of a feed that is pulled. */
export function checkUrl(feed: Manifest, release: CalicoRelease): Finding[] {
  const value = valueAt(feed, 'spec', 'pull', 'http', 'url');
  if (typeof value !== 'string') {
    return [];
  }
  const keys = ['spec', 'pull', 'http', 'url'];
  // A password is not repeated in reports.
  const place = value.includes('@') ? { keys } : { keys, value };
  const url = readUrl(value);
  if (typeof url === 'string') {
    const message = `is not an absolute URL: ${url}; write it as in https://feeds.example.com/list.txt`;
    return [{ ...URL_RULE, ...place, message }];
  }
  const message = schemeProblem(url.scheme, release);
  return message === undefined
    ? [...checkHost(url), ...checkContent(url, feed)].map((finding) => ({ ...finding, ...place }))
    : [{ ...SCHEME, ...place, message }];
}

function schemeProblem(scheme: string, release: CalicoRelease): string | undefined {
  const known = scheme.toLowerCase();
  if (known !== 'http' && known !== 'https') {
    return 'has a scheme other than http and https, but Calico downloads feeds over HTTP only; use https';
  }
  return known !== scheme && release._valueIn(LOWER_CASE_SCHEME) === true
    ? `has its scheme in upper case, which the schema of this release rejects; write ${known}`
    : undefined;
}

type Found = Pick<Finding, 'rule' | 'severity' | 'message'>;

function checkHost({ scheme, host, hasUser }: AbsoluteUrl): Found[] {
  const findings: Found[] = [];
  if (isLinkLocal(host)) {
    const message =
      "has a link-local address as its host, to which Calico's own policy denies connections; use another address";
    findings.push({ ...LINK_LOCAL, message });
  }
  if (scheme.toLowerCase() === 'http') {
    const message =
      'is plain HTTP, so the list and the headers can be read and changed in transit; use https if the server has it';
    findings.push({ ...PLAIN_HTTP, message });
  }
  if (hasUser) {
    const message =
      'contains a user or a password, which everyone who can read the feed can read; use a header from a Secret';
    findings.push({ ...USER, message });
  }
  return findings;
}

function checkContent({ host, path }: AbsoluteUrl, feed: Manifest): Found[] {
  const list = ownValue(KNOWN_LISTS, host);
  const { holdsDomains, holdsAddresses } = readFeed(feed);
  const content = holdsDomains ? 'DomainNameSet' : 'IPSet';
  const isKnown = holdsDomains || holdsAddresses;
  if (list === undefined || !isKnown || list.fits === content || !path.startsWith(list.path)) {
    return [];
  }
  const advice = list.fits === undefined ? 'use a list of addresses or domain names' : `set content: ${list.fits}`;
  const message = `contains ${list.holds}, all of which Calico drops in a feed with content ${content}, without an error; ${advice}`;
  return [{ ...WRONG_CONTENT, message }];
}

/** The rules that this file checks. */
export const URL_RULES = [URL_RULE, SCHEME, PLAIN_HTTP, LINK_LOCAL, USER, WRONG_CONTENT] as const;
