import { stringify } from 'yaml';
import { lintText } from '../../lint/lint-text';
import { feed, findingsIn, rulesIn, URL, withUrl as url } from './feed';

const HTTP = 'spec.pull.http';
const absolute = (why: string) =>
  `error ${HTTP}.url: is not an absolute URL: ${why}; write it as in https://feeds.example.com/list.txt [threat-feed/url]`;
const NOT_DURATION =
  'error spec.pull.period: is not a Go duration, such as 5m, 1h30m or 24h; there is no unit for days [threat-feed/period-format]';
const TOO_SHORT =
  'error spec.pull.period: must be at least 5m, the shortest period that Calico accepts [threat-feed/period-too-short]';
const period = (text: string) => feed({ pull: { period: text, http: { url: URL } } });

describe('a pulled threat feed', () => {
  // biome-ignore format: a table is read by its columns
  const wrong: [string, object, string][] = [
    ['an URL without scheme', url('feeds.example.com/a'), absolute('it does not begin with a scheme and two slashes')],
    ['a path', url('/list.txt'), absolute('it does not begin with a scheme and two slashes')],
    ['an empty URL', url(''), absolute('it does not begin with a scheme and two slashes')],
    ['a URL without host', url('https:///list.txt'), absolute('the host is missing')],
    ['a URL with a port only', url('https://:443/list.txt'), absolute('the host is missing')],
    ['a URL with a space in the host', url('https://a b/'), absolute('the host contains a character that hosts cannot have')],
    ['a URL with a bad port', url('https://a:x/'), absolute('the port is not a number up to 65535')],
    ['a URL with a bad escape', url('https://a/%zz'), absolute('a % must be followed by two hexadecimal digits')],
    ['a URL with a line break', url('https://a/\n'), absolute('it contains a line break or another control character')],
    ['an address without brackets closed', url('https://[::1/'), absolute('the host in brackets is not an IPv6 address')],
    ['a user that is not escaped', url('https://a"b@c/'), absolute('the user or the password contains a character that must be escaped')],
    ['another scheme', url('ftp://a/list.txt'), `error ${HTTP}.url: has a scheme other than http and https, but Calico downloads feeds over HTTP only; use https [threat-feed/url-scheme]`],
    ['plain HTTP', url('http://a/list.txt'), `warning ${HTTP}.url: is plain HTTP, so the list and the headers can be read and changed in transit; use https if the server has it [threat-feed/url-plain-http]`],
    ['a user', url('https://jane:x@a/'), `warning ${HTTP}.url: contains a user or a password, which everyone who can read the feed can read; use a header from a Secret [threat-feed/url-user]`],
    ['a link-local address', url('https://169.254.169.254/'), `error ${HTTP}.url: has a link-local address as its host, to which Calico's own policy denies connections; use another address [threat-feed/url-link-local]`],
    ['a list of URLs', { ...url('https://urlhaus.abuse.ch/downloads/csv/') }, `warning ${HTTP}.url: contains URLs, all of which Calico drops in a feed with content DomainNameSet, without an error; use a list of addresses or domain names [threat-feed/likely-wrong-content]`],
    ['a list of addresses', url('https://feodotracker.abuse.ch/downloads/ipblocklist.txt'), `warning ${HTTP}.url: contains addresses, all of which Calico drops in a feed with content DomainNameSet, without an error; set content: IPSet [threat-feed/likely-wrong-content]`],
    ['a period of 4m', period('4m'), TOO_SHORT],
    ['a period of 4m59.9s', period('4m59.9s'), TOO_SHORT],
    ['a period of 0', period('0'), TOO_SHORT],
    ['a negative period', period('-10m'), TOO_SHORT],
    ['a period of days', period('1d'), NOT_DURATION],
    ['a period in words', period('5 minutes'), NOT_DURATION],
  ];

  it.each(wrong)('is found wrong with %s', (_, manifest, expected) => {
    expect(findingsIn(manifest)).toEqual([expected]);
  });

  // biome-ignore format: a table is read by its columns
  const right: [string, object][] = [
    ['the shortest period', period('5m')],
    ['a long period', period('8760h')],
    ['an address', url('https://10.0.0.1:8443/a?b=c#d')],
    ['an IPv6 address', url('https://[2001:db8::1]/')],
    ['a scheme in upper case', url('HTTPS://feeds.example.com')],
  ];

  it.each(right)('may have %s', (_, manifest) => {
    expect(findingsIn(manifest)).toEqual([]);
  });

  it.each(['169.254.1.2', '[fe80::1]', '[febf::1]', '[fe80::1%25eth0]', '[::ffff:169.254.169.254]', '[::ffff:a9fe:1]'])(
    'is not downloaded from the link-local host %s',
    (host) => {
      expect(rulesIn(url(`https://${host}/`))).toEqual(['threat-feed/url-link-local']);
    },
  );

  it.each(['169.253.1.2', '[fec0::1]', '[::ffff:10.0.0.1]', 'fe80.example.com', '169.254.example.com'])(
    'may be downloaded from %s',
    (host) => {
      expect(rulesIn(url(`https://${host}/`))).toEqual([]);
    },
  );

  it('must have its scheme in lower case where the schema says so', () => {
    expect(findingsIn(url('HTTPS://a'), '3.24.0-2.0')).toEqual([
      `error ${HTTP}.url: has its scheme in upper case, which the schema of this release rejects; write https [threat-feed/url-scheme]`,
    ]);
  });

  it.each(['https://jane:s3cret@a/', 'https://jane:s3cret@/', 'ftp://jane:s3cret@a/'])(
    'keeps the password in %s to itself',
    (text) => {
      expect(JSON.stringify(lintText(stringify(url(text))))).not.toContain('s3cret');
    },
  );
});
