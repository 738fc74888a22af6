import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { TimeWindow } from '../../src';
import { messageOf } from '../support';

const START = new Date('2026-12-01T08:00:00Z');
const END = new Date('2026-12-08T08:00:00Z');
const INVALID = new Date('2026-13-01');

describe('TimeWindow', () => {
  it('has a start, an end, or both, in UTC', () => {
    expect(TimeWindow.from(START)).toEqual({ startTime: '2026-12-01T08:00:00Z', endTime: undefined });
    expect(TimeWindow.until(END)).toEqual({ startTime: undefined, endTime: '2026-12-08T08:00:00Z' });
    expect(TimeWindow.between(new Date('2026-12-01T09:00:00+01:00'), END)).toEqual({
      startTime: '2026-12-01T08:00:00Z',
      endTime: '2026-12-08T08:00:00Z',
    });
  });

  it('does not change with the Date that it was created from, and accepts one of another realm', () => {
    const date = new Date(START);
    const window = TimeWindow.from(date);
    date.setUTCFullYear(2030);
    expect(window.startTime).toBe('2026-12-01T08:00:00Z');
    const foreign: Date = runInNewContext('new Date(0)');
    expect(foreign instanceof Date).toBe(false);
    expect(TimeWindow.from(foreign).startTime).toBe('1970-01-01T00:00:00Z');
  });

  it.each<[string, () => unknown, string[]]>([
    [
      'an invalid date',
      () => TimeWindow.from(INVALID),
      ['start = Invalid Date: must be a valid Date; the arguments of new Date() were not a time [argument/type]'],
    ],
    [
      'two invalid dates',
      () => TimeWindow.between(INVALID, INVALID),
      [
        'start = Invalid Date: must be a valid Date; the arguments of new Date() were not a time [argument/type]',
        'end = Invalid Date: must be a valid Date; the arguments of new Date() were not a time [argument/type]',
      ],
    ],
    [
      'a string',
      () => TimeWindow.until('2026-12-01' as unknown as Date),
      ['end = "2026-12-01": must be a Date, such as new Date(\'2026-12-01T08:00:00Z\') [argument/type]'],
    ],
    [
      'an end before the start',
      () => TimeWindow.between(END, START),
      [
        'end = 2026-12-01T08:00:00.000Z: must be after the start, but is before 2026-12-08T08:00:00.000Z, so the window would be empty [time-window/order]',
      ],
    ],
    [
      'an end that equals the start, in another zone',
      () => TimeWindow.between(START, new Date('2026-12-01T10:00:00+02:00')),
      [
        'end = 2026-12-01T08:00:00.000Z: must be after the start, but equals 2026-12-01T08:00:00.000Z, so the window would be empty [time-window/order]',
      ],
    ],
    [
      'fractions and the wrong order at once',
      () => TimeWindow.between(new Date('2026-12-08T08:00:00.25Z'), new Date('+012026-12-08')),
      [
        "start = 2026-12-08T08:00:00.250Z: must be a whole second, because Kubernetes does not store fractions; write a constant, such as new Date('2026-12-01T08:00:00Z'), not the current time [time-window/time]",
        'end = +012026-12-08T00:00:00.000Z: must be in the years 1970 to 9999 [time-window/time]',
      ],
    ],
    [
      'a year before 1970',
      () => TimeWindow.between(new Date('1969-12-31T23:59:59Z'), new Date('1969-12-31T23:59:58Z')),
      [
        'start = 1969-12-31T23:59:59.000Z: must be in the years 1970 to 9999 [time-window/time]',
        'end = 1969-12-31T23:59:58.000Z: must be in the years 1970 to 9999 [time-window/time]',
        'end = 1969-12-31T23:59:58.000Z: must be after the start, but is before 1969-12-31T23:59:59.000Z, so the window would be empty [time-window/order]',
      ],
    ],
  ])('refuses %s', (_, action, lines) => {
    const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`;
    expect(messageOf(action)).toBe([`TimeWindow: ${count}`, ...lines.map((line) => `  ${line}`)].join('\n'));
  });

  it('writes each whole second of its years so that it is read as the same time', () => {
    const LAST = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST }), (second) => {
        const text = TimeWindow.from(new Date(second * 1000)).startTime ?? '';
        expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        expect(Date.parse(text)).toBe(second * 1000);
      }),
    );
  });
});
