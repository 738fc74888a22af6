import { pastTime } from '../../src/kubernetes';

const NOW = new Date('2026-11-26T12:00:00Z');

describe('times of the API', () => {
  it.each<[string, string]>([
    ['2026-11-26T11:00:00Z', '2026-11-26T11:00:00.000Z'],
    ['2026-11-26T11:00:00.123456789Z', '2026-11-26T11:00:00.123Z'],
    ['2026-11-26T12:30:00+02:00', '2026-11-26T10:30:00.000Z'],
    // Clocks differ.
    ['2026-11-26T12:15:00Z', '2026-11-26T12:15:00.000Z'],
  ])('are read: %s', (text, expected) => {
    expect(pastTime(text, NOW)?.toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026-11-26',
    '2026-11-26T11:00:00',
    '2026-13-26T11:00:00Z',
    '2026-11-26T11:00:00.1234567890Z',
    ' 2026-11-26T11:00:00Z',
    '2026-11-26T11:00:00Zx',
    '2026-11-26T12:15:01Z',
  ])('are not read if they are invalid or in the future: %j', (text) => {
    expect(pastTime(text, NOW)).toBeUndefined();
  });
});
