import { errorRule, type Finding, isMap, type Keys, type Manifest, valueAt, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import { isPresent, isSet } from '../../kind';
import { configKeyProblem, referencesIn, subdomainProblem } from '../../kubernetes';
import { domainFeed, pull } from './example';
import { readFeed } from './read-feed';
import { IGNORED } from './who-checks';

const withHeader = (header: string) => domainFeed({ pull: pull(`headers: [{ ${header} }]`) });
const fromSecret = (name: string, key = 'token') =>
  withHeader(`name: Authorization, valueFrom: { secretKeyRef: { name: ${name}, key: ${key} } }`);
const RIGHT = fromSecret('globalthreatfeed-bad-domains-token');

const NAME = errorRule({
  id: 'threat-feed/header-name',
  what: 'The name of a header must consist of printable ASCII characters, without spaces.',
  why: IGNORED,
  bad: withHeader("name: 'Accept Version', value: '2'"),
  good: withHeader("name: Accept-Version, value: '2'"),
});
const UNSENDABLE = warningRule({
  id: 'threat-feed/header-name-unsendable',
  what: "The name of a header should consist of ASCII letters, digits and !#$%&'*+-.^_`|~.",
  why: 'HTTP allows no other characters in it, so a request with such a header cannot be sent.',
  bad: withHeader("name: 'Accept(Version)', value: '2'"),
  good: withHeader("name: Accept-Version, value: '2'"),
});
const VALUE = errorRule({
  id: 'threat-feed/header-value',
  what: 'A header must have either a value, or a valueFrom with one reference.',
  why: IGNORED,
  bad: withHeader('name: Accept-Version'),
  good: withHeader("name: Accept-Version, value: '2'"),
});
const REFERENCE_NAME = errorRule({
  id: 'threat-feed/reference-name',
  what: 'The name of a Secret or ConfigMap of a feed must begin with globalthreatfeed-, the name of the feed and a hyphen.',
  why: `The intrusion detection controller may read no others. ${IGNORED}`,
  bad: fromSecret('feed-token'),
  good: RIGHT,
});
const REFERENCE_KEY = errorRule({
  id: 'threat-feed/reference-key',
  what: 'The key of a Secret or ConfigMap must consist of letters, digits, hyphens, underscores and dots.',
  why: `No Secret or ConfigMap can have another key. ${IGNORED}`,
  bad: fromSecret('globalthreatfeed-bad-domains-token', "'the token'"),
  good: RIGHT,
});
const SECRET_IN_PLAIN = warningRule({
  id: 'threat-feed/header-secret-in-plain',
  what: 'A header with a credential should be read from a Secret.',
  why: 'Everyone who can read the feed or its repository can read the value.',
  bad: withHeader("name: X-Api-Key, value: '0123456789'"),
  good: RIGHT,
});

const PRINTABLE = /^[!-~]+$/;
/** A token as in section 5.6.2 of RFC 9110. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const CREDENTIAL = /(?:^|[-_])(?:auth|authorization|token|key|apikey|secret|password|cookie)$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern detects them
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** From this release on, the schema counts an empty value as one. */
const COUNTS_EMPTY = '3.24.0';

/** Checks the headers of a feed that is pulled. */
export function checkHeaders(feed: Manifest, release: CalicoRelease): Finding[] {
  const headers = valueAt(feed, 'spec', 'pull', 'http', 'headers');
  const { name } = readFeed(feed);
  return (Array.isArray(headers) ? headers : []).flatMap((header, index) => {
    const keys = ['spec', 'pull', 'http', 'headers', index];
    return isMap(header)
      ? [...checkName(header, keys), ...checkValue(header, keys, release), ...checkReferences(header, keys, name)]
      : [];
  });
}

function checkName(header: object, keys: Keys): Finding[] {
  const name = valueAt(header, 'name');
  if (typeof name !== 'string' || TOKEN.test(name)) {
    return [];
  }
  const place = { keys: [...keys, 'name'], value: name };
  const isPrintable = PRINTABLE.test(name);
  const what = isPrintable ? 'contains a character that HTTP does not allow' : 'is not the name of a header';
  const message = `${what}; use ASCII letters, digits and hyphens, as in X-Api-Key`;
  return [{ ...(isPrintable ? UNSENDABLE : NAME), ...place, message }];
}

function checkValue(header: object, keys: Keys, release: CalicoRelease): Finding[] {
  const value = valueAt(header, 'value');
  const hasReference = isPresent(valueAt(header, 'valueFrom'));
  const hasValue = release._has(COUNTS_EMPTY) && hasReference ? isPresent(value) : isSet(value);
  if (hasValue === hasReference) {
    const message = hasValue ? 'has both value and valueFrom; remove one of them' : 'must have a value or a valueFrom';
    return [{ ...VALUE, keys, message }];
  }
  if (hasReference || typeof value !== 'string') {
    return [];
  }
  const place = { keys: [...keys, 'value'] };
  if (CONTROL.test(value)) {
    const message = 'contains a line break or another control character, which no header can have; remove it';
    return [{ ...VALUE, ...place, message }];
  }
  const message = `is a credential that everyone who can read the feed can read; use valueFrom with a Secret`;
  return CREDENTIAL.test(String(valueAt(header, 'name'))) ? [{ ...SECRET_IN_PLAIN, ...place, message }] : [];
}

function checkReferences(header: object, keys: Keys, feed: string): Finding[] {
  const valueFrom = valueAt(header, 'valueFrom');
  const place = [...keys, 'valueFrom'];
  if (!isMap(valueFrom)) {
    return [];
  }
  const present = referencesIn(valueFrom);
  if (present.length !== 1) {
    const message = `must have ${present.length === 0 ? 'a' : 'only one'} reference: secretKeyRef or configMapKeyRef`;
    return [{ ...VALUE, keys: place, message }];
  }
  return present.flatMap(({ source, reference }) =>
    isMap(reference) ? checkReference(reference, [...place, source], feed) : [],
  );
}

function checkReference(reference: object, keys: Keys, feed: string): Finding[] {
  const name = valueAt(reference, 'name') ?? '';
  const key = valueAt(reference, 'key');
  // Without a valid name, another check reports that.
  const prefix = subdomainProblem(feed) === undefined ? `globalthreatfeed-${feed}-` : 'globalthreatfeed-';
  const findings: Finding[] = [];
  if (typeof name === 'string' && (!name.startsWith(prefix) || subdomainProblem(name) !== undefined)) {
    const example = `${prefix}${name.replace(/^globalthreatfeed-/, '').toLowerCase() || 'token'}`;
    const instead = subdomainProblem(example) === undefined ? example : `${prefix}token`;
    const message = `must begin with ${prefix}, since Calico may read no other objects; use a name such as ${instead}`;
    findings.push({ ...REFERENCE_NAME, keys: [...keys, 'name'], value: name, message });
  }
  const problem = typeof key === 'string' ? configKeyProblem(key) : undefined;
  if (problem !== undefined) {
    findings.push({ ...REFERENCE_KEY, keys: [...keys, 'key'], value: key, message: problem });
  }
  return findings;
}

/** The rules that this file checks. */
export const HEADER_RULES = [NAME, UNSENDABLE, VALUE, REFERENCE_NAME, REFERENCE_KEY, SECRET_IN_PLAIN] as const;
