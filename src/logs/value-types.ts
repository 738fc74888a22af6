import { isIP, isIPv6 } from 'node:net';
import type { CalicoRelease } from '../calico';
import type { FieldFacts, ValueType } from './field-facts';
import { invalidPunycode } from './punycode';
import { spelling } from './spelling';
import { urlProblem } from './url-problem';

const LAST_PORT = 65535;
const LARGEST_INT = 2n ** 63n - 1n;
const DIGITS_OF_LARGEST_INT = 19;

/** The protocols that have a name; all others are written as numbers. */
const PROTOCOLS: readonly string[] = ['icmp', 'tcp', 'udp', 'ipip', 'esp', 'icmp6'];

/** The types of DNS records that have a name; all others are written as `#` and a number. */
// biome-ignore format: a list that is compared with others
const FIRST_DNS_TYPES: readonly string[] = [
  'A', 'NS', 'MD', 'MF', 'CNAME', 'SOA', 'MB', 'MG', 'MR', 'NULL', 'WKS', 'PTR', 'HINFO', 'MINFO', 'MX', 'TXT', 'AAAA',
  'SRV',
];

/** The types that 3.23.0-1.0 added (observed, not documented). */
const LATER_DNS_TYPES = { since: '3.23.0-1.0', names: ['OPT', 'RRSIG', 'DNSKEY', 'SVCB', 'HTTPS', 'URI'] };

/** The types of DNS records that have a name on a release. */
export function dnsTypesOf(release: CalicoRelease): readonly string[] {
  return release._has(LATER_DNS_TYPES.since) ? [...FIRST_DNS_TYPES, ...LATER_DNS_TYPES.names] : FIRST_DNS_TYPES;
}

type Validator = (text: string, facts: FieldFacts, release: CalicoRelease) => string | undefined;

const VALIDATORS: Record<ValueType, Validator> = {
  int: intProblem,
  bool: (text) => (text === 'true' || text === 'false' ? undefined : 'must be true or false'),
  port: (text) => (isWhole(text) && Number(text) <= LAST_PORT ? undefined : `must be a port, 0 to ${LAST_PORT}`),
  ip: (text) =>
    isAddress(text) || isBlock(text)
      ? undefined
      : 'must be an address or a CIDR block, such as 10.0.0.1, 10.0.0.0/8 or 2001:db8::/32',
  date: (text) =>
    isDate(text) ? undefined : 'must be a date: 2026-01-31, 2026-01-31 12:00:00 or 2026-01-31T12:00:00Z',
  // Calico converts it to a domain name, and accepts nearly anything, such as - and *.
  name: (text) => {
    const label = invalidPunycode(text);
    return label === undefined
      ? undefined
      : `must not have the label ${label}: after xn--, a label must be valid punycode`;
  },
  url: (text) => {
    const problem = urlProblem(text);
    return problem === undefined ? undefined : `must be a URL or a path: ${problem}`;
  },
  label: (text) =>
    /^[^=]+=[^=]+$/.test(text) ? undefined : 'must be a label in the form key=value, such as app=nginx',
  enum: (text, { values = [] }) =>
    values.includes(text) ? undefined : `must be one of ${values.join(', ')}${spelling(text, values)}`,
  text: () => undefined,
  score: (text) => (isScore(text) ? undefined : 'must be a score, 0.0 to 10.0'),
  proto: (text) =>
    PROTOCOLS.includes(text) || isSignedInt(text)
      ? undefined
      : `must be one of ${PROTOCOLS.join(', ')}, or the number of a protocol${spelling(text, PROTOCOLS)}`,
  dnstype: (text, _, release) => {
    const known = dnsTypesOf(release);
    return known.includes(text) || /^#\d+$/.test(text)
      ? undefined
      : `must be one of ${known.join(', ')}, or # and the number of a type${spelling(text, known)}`;
  },
};

/** Why a string is not a valid value of a field; undefined if Calico accepts it. */
export function valueProblem(text: string, facts: FieldFacts, release: CalicoRelease): string | undefined {
  return VALIDATORS[facts.type](text, facts, release);
}

function intProblem(text: string, { range }: FieldFacts): string | undefined {
  const { min = 0, max } = range ?? {};
  const within =
    isWhole(text) && fitsInt(text) && Number(text) >= min && Number(text) <= (max ?? Number.POSITIVE_INFINITY);
  if (within) {
    return undefined;
  }
  return max === undefined
    ? `must be a whole number from ${min} to ${LARGEST_INT}`
    : `must be a whole number, ${min} to ${max}`;
}

function isWhole(text: string): boolean {
  return /^\d+$/.test(text);
}

function fitsInt(digits: string): boolean {
  const significant = digits.replace(/^0+/, '');
  return significant.length <= DIGITS_OF_LARGEST_INT && BigInt(significant) <= LARGEST_INT;
}

/** Without the zone that the IPv6 address of a single host may have. */
function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

function isBlock(text: string): boolean {
  const [, address = '', length = ''] = /^([^/]+)\/(\d+)$/.exec(text) ?? [];
  return isAddress(address) && Number(length) <= (isIPv6(address) ? 128 : 32);
}

function isSignedInt(text: string): boolean {
  const [, sign, written = ''] = /^([-+]?)(\d+)$/.exec(text) ?? [];
  const digits = written.replace(/^0+(?=\d)/, '');
  return (
    digits !== '' && digits.length <= DIGITS_OF_LARGEST_INT && BigInt(digits) <= LARGEST_INT + (sign === '-' ? 1n : 0n)
  );
}

/** Parsed as a 32-bit float; NaN passes Calico's comparison with both limits. */
function isScore(text: string): boolean {
  const number = Math.fround(Number(text));
  return /^nan$/i.test(text) || (/^[-+]?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) && number >= 0 && number <= 10);
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?$/;
/** RFC 3339, which also accepts a leap second and lower-case letters. */
const TIME_AND_ZONE = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[-+]([01]\d|2[0-3]):[0-5]\d)$/i;

function isDate(text: string): boolean {
  const [, day = '', separator, time = ''] = /^([-\d]{10})(?:([t ])(.+))?$/i.exec(text) ?? [];
  return isDay(day) && (separator === undefined || (separator === ' ' ? TIME : TIME_AND_ZONE).test(time));
}

function isDay(text: string): boolean {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) {
    return false;
  }
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
}
