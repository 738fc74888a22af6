import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { formatGoDuration, parseGoDuration } from '../../src/kubernetes';

describe('Go durations', () => {
  it.each([
    [Duration.seconds(0), '0s'],
    [Duration.millis(500), '500ms'],
    [Duration.millis(1_500), '1.5s'],
    [Duration.seconds(90), '1m30s'],
    [Duration.minutes(5), '5m0s'],
    [Duration.minutes(75), '1h15m0s'],
    [Duration.days(1), '24h0m0s'],
    [Duration.millis(0.5), '0.5ms'],
  ])('are printed as Go prints them: %#', (duration, text) => {
    expect(formatGoDuration(duration)).toBe(text);
  });

  it.each([
    ['1m', 60_000],
    ['1h30m', 5_400_000],
    ['75m', 4_500_000],
    ['1.5s', 1_500],
    ['2us', 0.002],
    ['2µs', 0.002],
    ['0', 0],
    ['-5m0s', -300_000],
    ['+1s', 1_000],
    ['.5h', 1_800_000],
    ['1.h', 3_600_000],
    ['2\u03bcs', 0.002],
    ['2562047h', 9_223_369_200_000],
  ])('are read: %s', (text, millis) => {
    expect(parseGoDuration(text)).toBeCloseTo(millis);
  });

  it.each([
    '',
    '5',
    '1d',
    '1w',
    '1h 2m',
    '5 m',
    'm',
    '1m-2s',
    '١m',
    '1m\n',
    '-',
    '.',
    '.h',
    '1m30',
    '2562048h',
    '99999999999999999999h',
  ])('are told from other text: %j', (text) => {
    expect(parseGoDuration(text)).toBeUndefined();
  });

  it('read back as they were printed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 * 365 * 86_400_000 }), (millis) => {
        expect(parseGoDuration(formatGoDuration(Duration.millis(millis)))).toBeCloseTo(millis, 3);
      }),
    );
  });
});
