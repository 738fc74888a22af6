import { scaleOf, tickText, timeTicks } from '../../../src/backtest/page/scale';
import { snapped, stepped, typed } from '../../../src/backtest/page/threshold-steps';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('a scale', () => {
  it.each<[min: number, max: number, wanted: number, ticks: number[]]>([
    [0, 10, 5, [0, 2, 4, 6, 8, 10]],
    [0, 1, 4, [0, 0.5, 1]],
    [-3, 7, 10, [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7]],
    [0, 130, 5, [0, 50, 100]],
    [0, 0.35, 3, [0, 0.2]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [2, 2, 5, [2]],
  ])('from %d to %d has about %d ticks', (min, max, wanted, ticks) => {
    expect(scaleOf(min, max, false, wanted).ticks).toEqual(ticks);
  });

  it.each<[min: number, max: number, wanted: number, ticks: number[]]>([
    [0, 1_000, 8, [0, 1, 5, 10, 20, 50, 100, 200, 500, 1_000]],
    [0, 1_000, 2, [0, 10, 100, 1_000]],
    [-100, 100, 3, [-10, 0, 2, 100]],
    [0, 0, 4, [0]],
  ])(
    'from %d to %d can be logarithmic, with ticks that are far enough from one another (%d)',
    (min, max, wanted, ticks) => {
      expect(scaleOf(min, max, true, wanted).ticks).toEqual(ticks);
    },
  );

  it.each([true, false])('is from 0 to 1, and back (logarithmic: %s)', (isLogarithmic) => {
    const scale = scaleOf(-50, 200, isLogarithmic, 5);
    expect([scale.place(-50), scale.place(200)]).toEqual([0, 1]);
    for (const value of [-50, -1, 0, 0.5, 7, 200]) {
      expect(scale.valueAt(scale.place(value))).toBeCloseTo(value, 9);
    }
    expect(scale.place(0)).toBeCloseTo(isLogarithmic ? 0.444 : 0.2, 3);
  });
});

describe('times', () => {
  it.each<[from: number, to: number, most: number, ticks: number[]]>([
    [0, 5 * MINUTE, 5, [0, 1, 2, 3, 4, 5].map((minute) => minute * MINUTE)],
    [30_000, 5 * MINUTE, 4, [5 * MINUTE]],
    [0, DAY, 4, [0, DAY / 4, DAY / 2, (3 * DAY) / 4, DAY]],
    [DAY / 2, 3 * DAY, 3, [DAY, 2 * DAY, 3 * DAY]],
    [0, 728 * DAY, 1, [0, 728 * DAY]],
  ])('from %d to %d are round, and at most %d', (from, to, most, ticks) => {
    expect(timeTicks(from, to, most)).toEqual(ticks);
  });

  it('are days, or times of a day', () => {
    expect([tickText(Date.UTC(2026, 0, 5)), tickText(Date.UTC(2026, 0, 5, 6))]).toEqual(['Jan 5', '06:00']);
  });
});

describe('thresholds that can be tried', () => {
  it.each<[value: number, digits: number | null, isWhole: boolean, near: number]>([
    [1_234, null, false, 1_230],
    [1.2345, null, false, 1.23],
    [12.6, null, true, 13],
    [1_234, 2, false, 1_200],
  ])('have few digits: %d', (value, digits, isWhole, near) => {
    expect(snapped(value, { digits, isWhole })).toBe(near);
  });

  it('have any digits if they are typed, unless values are rounded', () => {
    expect(typed(1_234.5, { digits: null, threshold: 3 })).toBe(1_234.5);
    expect(typed(1_234.5, { digits: 2, threshold: 3 })).toBe(1_200);
    expect(typed(1_234.5, { digits: 2, threshold: 1_234.5 })).toBe(1_234.5);
  });

  it.each<[value: number, by: number, isWhole: boolean, digits: number | null, largest: number, next: number]>([
    [200, 1, true, null, 500, 201],
    [200, -1, true, null, 500, 199],
    [2_000, 1, true, null, 5_000, 2_010],
    [2.5, 1, false, null, 5, 2.51],
    [0, 1, false, null, 50, 0.0001],
    [0, 1, true, null, 0, 1],
    [150, 1, false, 1, 500, 300],
  ])(
    '%d is followed in a step of %d (whole: %s, digits: %s, largest: %d)',
    (value, by, isWhole, digits, largest, next) => {
      expect(stepped(value, by, { digits, isWhole }, largest)).toBe(next);
    },
  );
});
