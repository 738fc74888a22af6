import { addressOf, addressText, blockOf } from '../../../src/evaluation/matching/addresses';
import { hasFraction, longOf, queryNumber } from '../../../src/evaluation/matching/numbers';
import { compareStrings, foldCase } from '../../../src/evaluation/matching/strings';
import { timeSpanOf } from '../../../src/evaluation/matching/times';
import { matchesWildcard, wildcardMatcher } from '../../../src/evaluation/matching/wildcard';
import { wordsOf } from '../../../src/evaluation/matching/words';
import { cpuMillis } from '../../cpu-time';

describe('addresses', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['0:0:1:0:0:0:1:1', '0:0:1::1:1'],
    ['::1.2.3.4', '::102:304'],
  ])('%s is written as %s', (text, written) => {
    const address = addressOf(text);
    expect(address === undefined ? undefined : addressText(address)).toBe(written);
  });

  it('are in the order of IPv6', () => {
    const sorted = ['::', '::1', '::fffe:ffff:ffff', '0.0.0.0', '9.0.0.0', '10.0.0.0', '255.255.255.255', '::1:0:0:0'];
    const numbers = sorted.map((text) => addressOf(text) ?? -1);
    expect([...numbers].sort((left, right) => (left < right ? -1 : 1))).toEqual(numbers);
  });

  it.each(['', '1.2.3', '1.2.3.256', '010.0.0.1', 'a', '1::2::3', '10.0.0.0/8'])('%j is none', (text) => {
    expect(addressOf(text)).toBeUndefined();
  });

  it.each([
    ['10.1.2.3/8', '10.0.0.0', '10.255.255.255'],
    ['10.1.2.3/32', '10.1.2.3', '10.1.2.3'],
    ['10.1.2.3/31', '10.1.2.2', '10.1.2.3'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['::/0', '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db8::/32', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db8::1/128', '2001:db8::1', '2001:db8::1'],
    ['10.0.0.0/+8', '10.0.0.0', '10.255.255.255'],
  ])('%s is from %s to %s', (text, first, last) => {
    expect(blockOf(text)).toEqual({ first: addressOf(first), last: addressOf(last) });
  });

  it.each([
    ['10.0.0.0/33', 'has a prefix length that is not a number from 0 to 32'],
    ['::/129', 'has a prefix length that is not a number from 0 to 128'],
    ['10.0.0.0/-1', 'has a prefix length that is not a number from 0 to 32'],
    ['10.0.0.0/x', 'has a prefix length that is not a number from 0 to 32'],
    ['10.0.0.0/', 'is not a CIDR block'],
    ['10.0.0.0/8/8', 'is not a CIDR block'],
    ['a/8', 'is not a CIDR block: the part before the slash is not an address'],
    ['::ffff:10.0.0.0/104', 'is an IPv4 address in IPv6 notation, for which the log store accepts no CIDR blocks'],
  ])('%s %s', (text, why) => {
    expect(blockOf(text)).toBe(why);
  });
});

describe('numbers', () => {
  it.each([
    ['80', 80],
    ['80.9', 80],
    ['-0.9', 0],
    ['1e2', 100],
    ['.5', 0],
    ['5.', 5],
    ['+5', 5],
    ['12e-1', 1],
    ['9223372036854775807', 9_223_372_036_854_775_807n],
    ['-9223372036854775808', -9_223_372_036_854_775_808n],
    ['9007199254740993.7', 9_007_199_254_740_993n],
    ['900719925474099.30e1', 9_007_199_254_740_993n],
    ['9007199254740993000e-3', 9_007_199_254_740_993n],
    [80.7, 80],
    [-1.5, -1],
    [2 ** 60, 2n ** 60n],
  ])('%s is %s', (value, whole) => {
    expect(longOf(value)).toBe(whole);
  });

  it.each([
    '9223372036854775808',
    '-9223372036854775809',
    '1e19',
    '1e400',
    'abc',
    '',
    ' 5',
    '5 ',
    '0x5',
    '1d',
    'NaN',
    1e30,
    Number.NaN,
  ])('%j is none of 64 bits', (value) => {
    expect(longOf(value)).toBeUndefined();
  });

  it.each([
    ['80', false],
    ['80.0', false],
    ['80.5', true],
    [' 80.5 ', true],
    ['80.5d', true],
    ['80f', false],
    ['NaN', true],
    ['-Infinity', true],
    ['1e400', true],
    ['abc', false],
  ])('%j has a fraction: %s', (text, expected) => {
    expect(hasFraction(text)).toBe(expected);
  });

  it('have a sign', () => {
    expect(queryNumber('-0.5')).toEqual({ whole: 0, hasFraction: true, isNegative: true });
    expect(queryNumber('0.5')).toEqual({ whole: 0, hasFraction: true, isNegative: false });
    expect(queryNumber('x')).toBeUndefined();
  });
});

describe('times', () => {
  const at = (text: string) => Date.parse(text);

  it.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2026-01-01T23:59:59.999Z'],
    ['2026-02', '2026-02-01T00:00:00.000Z', '2026-02-01T23:59:59.999Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z', '2026-01-31T23:59:59.999Z'],
    ['2026-01-31T10', '2026-01-31T10:00:00.000Z', '2026-01-31T10:59:59.999Z'],
    ['2026-01-31T10:20', '2026-01-31T10:20:00.000Z', '2026-01-31T10:20:59.999Z'],
    ['2026-01-31T10:20:30Z', '2026-01-31T10:20:30.000Z', '2026-01-31T10:20:30.999Z'],
    ['2026-01-31T10:20:30.1234567Z', '2026-01-31T10:20:30.123Z', '2026-01-31T10:20:30.123Z'],
    ['2026-01-31T10:20:30,5Z', '2026-01-31T10:20:30.500Z', '2026-01-31T10:20:30.500Z'],
    ['2026-01-31T10:20:30+02:00', '2026-01-31T08:20:30.000Z', '2026-01-31T08:20:30.999Z'],
    ['2026-01-31T10:20:30-0230', '2026-01-31T12:50:30.000Z', '2026-01-31T12:50:30.999Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['0099-01-01', '0099-01-01T00:00:00.000Z', '0099-01-01T23:59:59.999Z'],
  ])('%s is from %s to %s', (text, first, last) => {
    expect(timeSpanOf(text, undefined)).toEqual({ first: at(first), last: at(last) });
  });

  it('of days that a month does not have only have an end', () => {
    expect(timeSpanOf('2026-02-30', undefined)).toEqual({ first: undefined, last: at('2026-02-28T23:59:59.999Z') });
    expect(timeSpanOf('2026-02-30T10:00:00Z', undefined)?.last).toBe(at('2026-02-28T10:00:00.999Z'));
  });

  it.each([
    ['1769860800000', { first: 1_769_860_800_000, last: 1_769_860_800_000 }],
    ['9223372036854775807', { first: 2 ** 63, last: 2 ** 63 }],
    ['1769860800123.9', { first: 1_769_860_800_123, last: 1_769_860_800_123 }],
  ])('%s are milliseconds', (text, span) => {
    expect(timeSpanOf(text, undefined)).toEqual(span);
  });

  it.each([
    ['100', { first: 100_000, last: 100_999 }],
    ['100.', { first: 100_000, last: 100_000 }],
    ['100.5', { first: 100_500, last: 100_500 }],
    ['100.1239', { first: 100_123, last: 100_123 }],
    ['-100', { first: -100_000, last: -99_001 }],
    ['0', { first: 0, last: 999 }],
  ])('%s are seconds', (text, span) => {
    expect(timeSpanOf(text, 'epoch_second')).toEqual(span);
  });

  it.each(['', 'x', '-0', '-100.5', '1e9', '2026-01-31', '99999999999999999999', '1.0123456789'])(
    '%j are no seconds',
    (text) => {
      expect(timeSpanOf(text, 'epoch_second')).toBeUndefined();
    },
  );

  it.each([
    '',
    'x',
    'now',
    '2026-1-31',
    '-5',
    '9223372036854775808',
    '2026-01-32',
    '2026-13-01',
    '2026-01-31 10:00:00',
    '2026-01-31T24:00:00Z',
    '2026-01-31T10:60:00Z',
    '2026-01-31T10:00:60Z',
    '2026-01-31T10:00:00+19:00',
    '2026-01-31T10:00:00+01:60',
    '99999999999999999999',
  ])('%j is no time', (text) => {
    expect(timeSpanOf(text, undefined)).toBeUndefined();
  });
});

describe('strings', () => {
  it('are ordered by code points', () => {
    const sorted = ['', 'A', 'AB', 'B', 'a', 'é', '\uffee', '😀', '😀a', '😁'];
    expect([...sorted].reverse().sort(compareStrings)).toEqual(sorted);
    expect(compareStrings('a', 'a')).toBe(0);
  });

  it.each([
    ['Straße İx ΑΣ ǅ', 'lower', 'straße ix ασ ǆ'],
    ['straße ŉ', 'upper', 'STRAßE ŉ'],
    ['NoError', 'upper', 'NOERROR'],
    ['NoError', 'lower', 'noerror'],
    ['NoError', undefined, 'NoError'],
  ] as const)('%s in %s case is %s', (text, normalizer, folded) => {
    expect(foldCase(text, normalizer)).toBe(folded);
  });
});

describe('patterns', () => {
  it.each([
    ['*', '', true],
    ['', '', false],
    ['a', 'a', true],
    ['a', 'ab', false],
    ['a*c', 'abbc', true],
    ['a*c', 'abbcd', false],
    ['*a*b*', 'xaxbx', true],
    ['*a*b*', 'xbxax', false],
    ['*ab', 'aab', true],
    ['a?c', 'ac', false],
    ['a?c', 'a😀c', true],
    ['?', '😀', true],
    ['a**', 'a', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a\\', 'a\\', true],
    ['\\\\', '\\', true],
    ['a\n*c', 'a\n\nc', true],
    ['(a|b)[c]', '(a|b)[c]', true],
  ])('%j fits %j: %s', (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  it('keep the case of what is escaped', () => {
    const upper = (text: string) => text.toUpperCase();
    expect(['A', 'a'].map(wildcardMatcher('a', upper))).toEqual([true, false]);
    expect(['A', 'a'].map(wildcardMatcher('\\a', upper))).toEqual([false, true]);
  });

  it('take no time to fail', () => {
    const millis = cpuMillis(() => {
      expect(matchesWildcard(`${'*a'.repeat(200)}b`, 'a'.repeat(20_000))).toBe(false);
    });
    expect(millis).toBeLessThan(2_000);
  });
});

describe('words', () => {
  it.each([
    ['ResponseComplete', ['responsecomplete']],
    ['192.168.99.1', ['192.168.99.1']],
    ['2001:db8::1', ['2001', 'db8', '1']],
    ["can't stop_it", ["can't", 'stop_it']],
    ['a.b a..b 1.a a.1 3a', ['a.b', 'a', 'b', '1', 'a', 'a', '1', '3a']],
    ['x:y 1:2 1,000.5 a,b 1;2 a;b', ['x:y', '1', '2', '1,000.5', 'a', 'b', '1;2', 'a', 'b']],
    ['foo-bar/8.5.0', ['foo', 'bar', '8.5.0']],
    ['_a_ __ _.a', ['_a_', 'a']],
    ["a' 'b .c d.", ['a', 'b', 'c', 'd']],
    ['', []],
    ['...', []],
    ['x'.repeat(255), ['x'.repeat(255)]],
  ])('of %j are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each(['é', 'a é', 'x'.repeat(256)])('of %j are not known', (text) => {
    expect(wordsOf(text)).toBeUndefined();
  });
});
