import { checkArguments, DATE, instance, type ValueType } from '../arguments';
import { errorRule, type Finding, type Keys, report } from '../base';

const TIME = errorRule({
  id: 'time-window/time',
  form: 'program',
  what: 'The times of a TimeWindow must be whole seconds in the years 1970 to 9999.',
  why: 'Times in manifests have a year of four digits, and Kubernetes does not store fractions of a second. A Date with a fraction is usually the current time, which would change the manifest in every run.',
  bad: "TimeWindow.from(new Date('2026-12-01T08:00:00.123Z'));",
  good: "TimeWindow.from(new Date('2026-12-01T08:00:00Z'));",
});
const ORDER = errorRule({
  id: 'time-window/order',
  form: 'program',
  what: 'A TimeWindow must end after its start.',
  why: 'Otherwise, the window is empty, so the object that has it would never take effect.',
  bad: "TimeWindow.between(new Date('2026-12-08T08:00:00Z'), new Date('2026-12-01T08:00:00Z'));",
  good: "TimeWindow.between(new Date('2026-12-01T08:00:00Z'), new Date('2026-12-08T08:00:00Z'));",
});

/**
 * A period of time with a start, an end, or both. Write the dates as constants: a date that is computed from the current
 * time changes the manifest in every run.
 */
export class TimeWindow {
  /**
   * From a time on, without an end.
   *
   * @param start when the window starts: whole seconds, in the years 1970 to 9999
   * @throws when the date is invalid or out of range
   */
  public static from(start: Date): TimeWindow {
    checkArguments('TimeWindow', { start }, { start: DATE });
    report('TimeWindow', checkTime(start, ['start']));
    return new TimeWindow(start, undefined);
  }

  /**
   * From one time to another.
   *
   * @param start when the window starts: whole seconds, in the years 1970 to 9999
   * @param end when it ends: the same, and later than the start
   * @throws when a date is invalid or out of range, or the end is not after the start
   */
  public static between(start: Date, end: Date): TimeWindow {
    checkArguments('TimeWindow', { start, end }, { start: DATE, end: DATE });
    report('TimeWindow', [...checkTime(start, ['start']), ...checkTime(end, ['end']), ...checkOrder(start, end)]);
    return new TimeWindow(start, end);
  }

  /**
   * Until a time, without a start.
   *
   * @param end when the window ends: whole seconds, in the years 1970 to 9999
   * @throws when the date is invalid or out of range
   */
  public static until(end: Date): TimeWindow {
    checkArguments('TimeWindow', { end }, { end: DATE });
    report('TimeWindow', checkTime(end, ['end']));
    return new TimeWindow(undefined, end);
  }

  /** When the window starts, in UTC: `2026-12-01T08:00:00Z`; undefined if it has no start. */
  public readonly startTime?: string;

  /** When the window ends, in UTC: `2026-12-08T08:00:00Z`; undefined if it has no end. */
  public readonly endTime?: string;

  // Strings, because a Date could be changed later.
  private constructor(start: Date | undefined, end: Date | undefined) {
    this.startTime = start && utcText(start);
    this.endTime = end && utcText(end);
  }
}

export const TIME_WINDOW: ValueType<TimeWindow> = instance(
  'TimeWindow',
  () => TimeWindow,
  ", such as TimeWindow.from(new Date('2026-12-01T08:00:00Z'))",
);

const FIRST_YEAR = 1970;
const LAST_YEAR = 9999;

function checkTime(date: Date, keys: Keys): Finding[] {
  const year = date.getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    const message = `must be in the years ${FIRST_YEAR} to ${LAST_YEAR}`;
    return [{ ...TIME, keys, value: date, message }];
  }
  if (date.getUTCMilliseconds() !== 0) {
    const message =
      "must be a whole second, because Kubernetes does not store fractions; write a constant, such as new Date('2026-12-01T08:00:00Z'), not the current time";
    return [{ ...TIME, keys, value: date, message }];
  }
  return [];
}

function checkOrder(start: Date, end: Date): Finding[] {
  if (end.getTime() > start.getTime()) {
    return [];
  }
  const relation = end.getTime() === start.getTime() ? 'equals' : 'is before';
  const message = `must be after the start, but ${relation} ${start.toISOString()}, so the window would be empty`;
  return [{ ...ORDER, keys: ['end'], value: end, message }];
}

/** In UTC, so it does not depend on the time zone in which the program runs. */
function utcText(date: Date): string {
  return `${date.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}Z`;
}

/** The rules that this file checks. */
export const TIME_WINDOW_RULES = [TIME, ORDER] as const;
