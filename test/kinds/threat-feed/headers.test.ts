import { stringify } from 'yaml';
import { lintText } from '../../lint/lint-text';
import { findingsIn, withHeader as header, rulesIn } from './feed';

const HTTP = 'spec.pull.http';
const secret = (name: string, key = 'token') => header({ valueFrom: { secretKeyRef: { name, key } } });
const KEY = "is not a valid key: 1 to 253 letters, digits, '-', '_' and '.', and not beginning with '..'";
const HEADER_NAME =
  'is not the name of a header; use ASCII letters, digits and hyphens, as in X-Api-Key [threat-feed/header-name]';

describe('a threat feed with a header', () => {
  // biome-ignore format: a table is read by its columns
  const wrong: [string, object, string][] = [
    ['a header name with a space', header({ name: 'X Key', value: 'a' }), `error ${HTTP}.headers[0].name: ${HEADER_NAME}`],
    ['an empty header name', header({ name: '', value: 'a' }), `error ${HTTP}.headers[0].name: ${HEADER_NAME}`],
    ['a header name beyond ASCII', header({ name: 'X-Schlüssel', value: 'a' }), `error ${HTTP}.headers[0].name: ${HEADER_NAME}`],
    ['a header name with parentheses', header({ name: 'X(Key)', value: 'a' }), `warning ${HTTP}.headers[0].name: contains a character that HTTP does not allow; use ASCII letters, digits and hyphens, as in X-Api-Key [threat-feed/header-name-unsendable]`],
    ['a header without value', header({}), `error ${HTTP}.headers[0]: must have a value or a valueFrom [threat-feed/header-value]`],
    ['a header with an empty value', header({ value: '' }), `error ${HTTP}.headers[0]: must have a value or a valueFrom [threat-feed/header-value]`],
    ['a header with two values', header({ value: 'a', valueFrom: { secretKeyRef: { name: 'globalthreatfeed-bad-x', key: 'k' } } }), `error ${HTTP}.headers[0]: has both value and valueFrom; remove one of them [threat-feed/header-value]`],
    ['a reference to nothing', header({ valueFrom: {} }), `error ${HTTP}.headers[0].valueFrom: must have a reference: secretKeyRef or configMapKeyRef [threat-feed/header-value]`],
    ['a header with a line break', header({ value: 'a\nb' }), `error ${HTTP}.headers[0].value: contains a line break or another control character, which no header can have; remove it [threat-feed/header-value]`],
    ['a credential', header({ name: 'Authorization', value: 'Bearer x' }), `warning ${HTTP}.headers[0].value: is a credential that everyone who can read the feed can read; use valueFrom with a Secret [threat-feed/header-secret-in-plain]`],
    ['a Secret without the prefix', secret('token'), `error ${HTTP}.headers[0].valueFrom.secretKeyRef.name: must begin with globalthreatfeed-bad-, since Calico may read no other objects; use a name such as globalthreatfeed-bad-token [threat-feed/reference-name]`],
    ['a Secret of another feed', secret('globalthreatfeed-other-token'), `error ${HTTP}.headers[0].valueFrom.secretKeyRef.name: must begin with globalthreatfeed-bad-, since Calico may read no other objects; use a name such as globalthreatfeed-bad-other-token [threat-feed/reference-name]`],
    ['the prefix alone', secret('globalthreatfeed-bad-'), `error ${HTTP}.headers[0].valueFrom.secretKeyRef.name: must begin with globalthreatfeed-bad-, since Calico may read no other objects; use a name such as globalthreatfeed-bad-token [threat-feed/reference-name]`],
    ['a key with a space', secret('globalthreatfeed-bad-x', 'a b'), `error ${HTTP}.headers[0].valueFrom.secretKeyRef.key: ${KEY} [threat-feed/reference-key]`],
    ['a key of dots', secret('globalthreatfeed-bad-x', '..a'), `error ${HTTP}.headers[0].valueFrom.secretKeyRef.key: ${KEY} [threat-feed/reference-key]`],
  ];

  it.each(wrong)('is found wrong with %s', (_, manifest, expected) => {
    expect(findingsIn(manifest)).toEqual([expected]);
  });

  // biome-ignore format: a table is read by its columns
  const right: [string, object][] = [
    ['a Secret', secret('globalthreatfeed-bad-token')],
    ['a ConfigMap', header({ valueFrom: { configMapKeyRef: { name: 'globalthreatfeed-bad-x', key: 'a.b_C', optional: true } } })],
  ];

  it.each(right)('may have %s', (_, manifest) => {
    expect(findingsIn(manifest)).toEqual([]);
  });

  it.each(['X-Api-Key', 'x-otx-api-key', 'Proxy-Authorization', 'Cookie', 'X-Auth-Token', 'apikey'])(
    'should have its credential %s in a Secret',
    (name) => {
      expect(rulesIn(header({ name, value: 'a' }))).toEqual(['threat-feed/header-secret-in-plain']);
    },
  );

  it('may have an empty value beside a reference only before the schema counts it', () => {
    const both = header({ value: '', valueFrom: { secretKeyRef: { name: 'globalthreatfeed-bad-x', key: 'k' } } });
    expect(rulesIn(both, '3.23')).toEqual([]);
    expect(rulesIn(both, '3.24')).toEqual(['threat-feed/header-value']);
  });

  it.each(['Authorization', 'X-Api-Key', 'Bad Name'])('keeps the value of the header %s to itself', (name) => {
    const values = ['s3cret', 's3cret\n', { valueFrom: {}, value: 's3cret' }];
    const found = values.map((value) =>
      lintText(stringify(header(typeof value === 'string' ? { name, value } : value))),
    );
    expect(JSON.stringify(found)).not.toContain('s3cret');
  });
});
