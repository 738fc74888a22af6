import fc from 'fast-check';
import { CalicoRelease } from '../../src/calico';
import type { FieldFacts, ValueType } from '../../src/logs';
import { dnsTypesOf, valueProblem as problemOn } from '../../src/logs/value-types';
import { cpuMillis } from '../cpu-time';

const NEWEST = CalicoRelease.enterprise('3.24');
const DNS_TYPES = dnsTypesOf(NEWEST);

function valueProblem(text: string, facts: FieldFacts): string | undefined {
  return problemOn(text, facts, NEWEST);
}

const INT = 'must be a whole number from 0 to 9223372036854775807';
const PORT = 'must be a port, 0 to 65535';
const IP = 'must be an address or a CIDR block, such as 10.0.0.1, 10.0.0.0/8 or 2001:db8::/32';
const DATE = 'must be a date: 2026-01-31, 2026-01-31 12:00:00 or 2026-01-31T12:00:00Z';
const LABEL = 'must be a label in the form key=value, such as app=nginx';
const SCORE = 'must be a score, 0.0 to 10.0';
const PROTO = 'must be one of icmp, tcp, udp, ipip, esp, icmp6, or the number of a protocol';
const DNS_TYPE = `must be one of ${DNS_TYPES.join(', ')}, or # and the number of a type`;
const ESCAPE = 'must be a URL or a path: a % must be followed by two hexadecimal digits';
const HOST = 'must be a URL or a path: the two slashes must be followed by a host, with or without a port';
const COLON = 'must be a URL or a path: with a colon before the first slash, it is neither a path nor a URL';
const CONTROL = 'must be a URL or a path: it contains a line break or another control character';

const ANYTHING = [
  '',
  ' ',
  '-',
  '*',
  '<a b>',
  'kube-system',
  'nginx-7d9-*',
  'täst.example',
  '.a..b.',
  '1.5',
  'a=b',
  '\n',
];

const GOOD: Readonly<Record<ValueType, readonly string[]>> = {
  int: ['0', '1', '007', '9223372036854775807', `0${'9223372036854775807'}`, `${'0'.repeat(30)}1`],
  bool: ['true', 'false'],
  port: ['0', '22', '0022', '65535'],
  ip: [
    '10.0.0.1',
    '0.0.0.0/0',
    '10.0.0.0/8',
    '10.0.0.1/32',
    '::',
    '::1',
    '2001:db8::/32',
    'FE80::1',
    '::ffff:1.2.3.4',
    '::/0',
    '::1/128',
  ],
  date: [
    '2026-01-31',
    '2024-02-29',
    '2000-02-29',
    '2026-01-31 23:59:59',
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00.123456Z',
    '2026-01-31T12:00:00+05:30',
    '2026-01-31t12:00:00z',
    '2016-12-31T23:59:60Z',
  ],
  name: ANYTHING,
  url: [
    '',
    '*',
    '/',
    '/api/v1/pods?watch=true&x=%zz',
    'apps/v1',
    'v1',
    'audit.k8s.io/v1',
    'http://host:8080/a%20b',
    'http://[::1]:80/',
    'http://user:word@host/',
    'host/path',
    'host:80/path',
    'mailto:%zz',
    '//host',
    '///a',
    '/a b',
    '/ä',
    '?',
    '#a',
    'http://h:',
  ],
  label: ['app=nginx', 'a.example/b=c d', 'a= '],
  enum: ['allow', 'deny'],
  text: ANYTHING,
  score: ['0', '0.0', '7.5', '10', '10.0', '.5', '1e1'],
  proto: ['icmp', 'tcp', 'udp', 'ipip', 'esp', 'icmp6', '6', '132', '-1', '0'],
  dnstype: ['A', 'AAAA', 'NULL', 'HTTPS', '#65', '#0'],
};

const BAD: readonly [ValueType, string, string][] = [
  ['name', 'xn--ci', 'must not have the label xn--ci: after xn--, a label must be valid punycode'],
  ['name', 'www.xn--6.example', 'must not have the label xn--6: after xn--, a label must be valid punycode'],
  ['int', '', INT],
  ['int', '-1', INT],
  ['int', '+1', INT],
  ['int', '1.0', INT],
  ['bool', '', 'must be true or false'],
  ['bool', 'TRUE', 'must be true or false'],
  ['bool', '1', 'must be true or false'],
  ['int', '1e3', INT],
  ['int', '0x10', INT],
  ['int', ' 1', INT],
  ['int', '1\n', INT],
  ['int', '١', INT],
  ['int', '18446744073709551616', INT],
  ['int', '9'.repeat(1000), INT],
  ['port', '', PORT],
  ['port', '65536', PORT],
  ['port', '-1', PORT],
  ['port', '22.0', PORT],
  ['port', 'ssh', PORT],
  ['port', '9'.repeat(400), PORT],
  ['ip', '', IP],
  ['ip', '10.0.0', IP],
  ['ip', '10.0.0.256', IP],
  ['ip', '010.0.0.1', IP],
  ['ip', '10.0.0.0/33', IP],
  ['ip', '::/129', IP],
  ['ip', '10.0.0.0/', IP],
  ['ip', '/8', IP],
  ['ip', '10.0.0.0/8/8', IP],
  ['ip', '10.0.0.0/-1', IP],
  ['ip', 'fe80::1%eth0', IP],
  ['ip', 'localhost', IP],
  ['ip', '10.0.0.1 ', IP],
  ['date', '', DATE],
  ['date', 'yesterday', DATE],
  ['date', '2026-1-31', DATE],
  ['date', '31.01.2026', DATE],
  ['date', '2026-02-29', DATE],
  ['date', '1900-02-29', DATE],
  ['date', '2026-04-31', DATE],
  ['date', '2026-00-10', DATE],
  ['date', '2026-13-01', DATE],
  ['date', '2026-01-00', DATE],
  ['date', '2026-01-31 24:00:00', DATE],
  ['date', '2026-01-31 12:00', DATE],
  ['date', '2026-01-31 12:00:00Z', DATE],
  ['date', '2026-01-31T12:00:00', DATE],
  ['date', '2026-01-31T12:00:00+24:00', DATE],
  ['date', '2026-01-31T', DATE],
  ['date', '1769860800', DATE],
  ['url', '/a%', ESCAPE],
  ['url', 'a%zz/b', ESCAPE],
  ['url', '/a#%zz', ESCAPE],
  ['url', 'http://host/%0', ESCAPE],
  ['url', 'http://host:port/', HOST],
  ['url', 'http://[::1/', HOST],
  ['url', 'http://a b/', HOST],
  ['url', ':80', 'must be a URL or a path: the scheme before the colon is missing'],
  ['url', '10.0.0.1:80/path', COLON],
  ['url', 'a b:c', COLON],
  ['url', '/a\nb', CONTROL],
  ['url', '/a\u007f', CONTROL],
  ['label', '', LABEL],
  ['label', 'app', LABEL],
  ['label', '=nginx', LABEL],
  ['label', 'app=', LABEL],
  ['label', 'a=b=c', LABEL],
  ['label', 'app==nginx', LABEL],
  ['enum', 'Allow', 'must be one of allow, deny; did you mean allow?'],
  ['enum', 'DENY', 'must be one of allow, deny; did you mean deny?'],
  ['enum', 'denny', 'must be one of allow, deny; did you mean deny?'],
  ['enum', 'blocked', 'must be one of allow, deny'],
  ['enum', '', 'must be one of allow, deny'],
  ['score', '', SCORE],
  ['score', '-1', SCORE],
  ['score', '10.1', SCORE],
  ['score', 'high', SCORE],
  ['score', '.', SCORE],
  ['score', '+NaN', SCORE],
  ['score', 'Inf', SCORE],
  ['score', '10.1', SCORE],
  ['proto', '', PROTO],
  ['proto', 'sctp', PROTO],
  ['proto', 'TCP', `${PROTO}; did you mean tcp?`],
  ['proto', '6.0', PROTO],
  ['dnstype', '', DNS_TYPE],
  ['dnstype', 'ANY', DNS_TYPE],
  ['dnstype', 'aaaa', `${DNS_TYPE}; did you mean AAAA?`],
  ['dnstype', '#', DNS_TYPE],
  ['dnstype', '65', DNS_TYPE],
];

function factsOf(type: ValueType, other: Partial<FieldFacts> = {}): FieldFacts {
  return {
    type,
    numeric: false,
    meaning: 'for a test',
    ...(type === 'enum' ? { values: ['allow', 'deny'] } : {}),
    ...other,
  };
}

const types = Object.keys(GOOD) as ValueType[];

describe('the value of a field', () => {
  it.each(types.flatMap((type) => GOOD[type].map((text) => [type, text] as const)))(
    'may be, as %s: %j',
    (type, text) => {
      expect(valueProblem(text, factsOf(type))).toBeUndefined();
    },
  );

  it.each(BAD)('may not be, as %s: %j', (type, text, problem) => {
    expect(valueProblem(text, factsOf(type))).toBe(problem);
  });

  const status = factsOf('int', { range: { min: 100, max: 599 } });
  it.each(['100', '404', '599', '0200'])('may be within a range: %s', (text) => {
    expect(valueProblem(text, status)).toBeUndefined();
  });

  it.each(['', '99', '600', '-404', '4xx', '404.0'])('may not be without a range: %j', (text) => {
    expect(valueProblem(text, status)).toBe('must be a whole number, 100 to 599');
  });

  it.each(types)('is only ever judged: %s', (type) => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789.:/-+ #%=tTzZeE[]@?*'), maxLength: 40 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const problem = valueProblem(text, factsOf(type));
        expect(problem ?? 'must').toMatch(/^must/);
      }),
    );
  });

  it('may be any date that there is', () => {
    const noInvalidDate = { noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') };
    fc.assert(
      fc.property(fc.date(noInvalidDate), (date) => {
        const text = date.toISOString();
        const forms = [text, text.slice(0, 10), text.slice(0, 19).replace('T', ' ')];
        expect(forms.map((form) => valueProblem(form, factsOf('date')))).toEqual([undefined, undefined, undefined]);
      }),
    );
  });

  it('may be any address and block', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat({ max: 32 }), (address, length) => {
        expect(valueProblem(address, factsOf('ip'))).toBeUndefined();
        expect(valueProblem(`${address}/${length}`, factsOf('ip'))).toBeUndefined();
      }),
    );
  });

  it('may be any URL', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        expect(valueProblem(url, factsOf('url'))).toBeUndefined();
      }),
    );
  });

  it('is judged in a time that grows with its length only', () => {
    const long = 'a'.repeat(200_000);
    const millis = cpuMillis(() => {
      for (const type of types) {
        for (const text of [
          long,
          '0'.repeat(200_000),
          '9'.repeat(200_000),
          `${long}=`,
          ':'.repeat(200_000),
          '%'.repeat(200_000),
        ]) {
          valueProblem(text, factsOf(type));
        }
      }
    });
    expect(millis).toBeLessThan(5_000);
  });
});
