import type { IndexedField } from '../../logs';
import { BadRecordError, type LogRecord, valuesOf } from '../matching';
import type { AlertPlan } from './alert-plan';

/**
 * The runs that see a record, from the first to the last one. Runs are counted in slots since 1970: run n is at n times
 * the slot. Not every slot has a run: each phase has a run once each period.
 */
export interface RunSpan {
  readonly first: number;
  readonly last: number;
}

/** Why no run sees a record that is stored too late. */
export const NEVER_SEEN = 'can only be found when it is no longer in the window of any run';

const ONE_MINUTE = 60_000;
const ONE_SECOND = 1_000;
/** The field of newer indices with the time at which a record was stored. */
export const GENERATED = 'generated_time';

/** The year 2286: times beyond it are milliseconds in the place of seconds. */
const LATEST = 1e13;

/** Computes which runs see a record. */
export class RecordTimes {
  /** The time between two slots, in milliseconds: period, lookback and delay are multiples of it. */
  readonly slot: number;
  /** The number of slots in a period: as many phases there are. */
  readonly phases: number;
  /** Whether a record says when it was stored. */
  hasGenerated = false;
  /** The runs that see any record. */
  private seen: RunSpan | undefined;

  constructor(
    private readonly plan: AlertPlan,
    private readonly delay: number,
    private readonly now: number,
    slot = slotOf(plan, delay),
  ) {
    this.slot = slot;
    this.phases = plan.model.period / this.slot;
  }

  /** The runs that see any of the records; undefined if there are none. */
  get span(): RunSpan | undefined {
    return this.seen;
  }

  extend({ first, last }: RunSpan): void {
    this.seen =
      this.seen === undefined
        ? { first, last }
        : { first: Math.min(this.seen.first, first), last: Math.max(this.seen.last, last) };
  }

  /** The runs that see a record, or why none does. */
  spanOf(record: LogRecord, now = this.now): RunSpan | string {
    const { window, model } = this.plan;
    const time = this.timeOf(record, window.field);
    const end = window.endField === window.field ? time : this.timeOf(record, window.endField);
    if (time === undefined || end === undefined) {
      return `has no ${time === undefined ? window.field : window.endField}, so no run sees it`;
    }
    if (Math.max(time, end) > LATEST) {
      return `has a time after 2286: ${window.field} must be in ${this.unitOf(window.field)}`;
    }
    if (Math.max(time, end) > now) {
      return 'is in the future';
    }
    if (end < time) {
      return `has an ${window.endField} before its ${window.field}`;
    }
    const visible = this.visibleFrom(record, end);
    const moment = window.isClosed ? time : Math.floor(time / ONE_SECOND) * ONE_SECOND;
    const first = Math.ceil(Math.max(moment, visible) / this.slot);
    const until = (moment + model.lookback) / this.slot;
    const last = window.isClosed ? Math.floor(until) : Math.ceil(until) - 1;
    return first > last ? NEVER_SEEN : { first, last };
  }

  /** A record that says when it was stored can be found from then on. */
  private visibleFrom(record: LogRecord, end: number): number {
    const generated = this.timeOf(record, GENERATED);
    if (generated === undefined) {
      return end + this.delay;
    }
    this.hasGenerated = true;
    return Math.max(generated, end);
  }

  private timeOf(record: LogRecord, key: string): number | undefined {
    const field = this.fieldOf(key);
    const [time, ...others] = field.type === 'date' ? valuesOf(record, key, field) : [];
    if (others.length > 0) {
      throw new BadRecordError(key, 'has several values');
    }
    return typeof time === 'number' ? time : undefined;
  }

  private fieldOf(key: string): IndexedField {
    return this.plan.mapping.fieldOf(key);
  }

  private unitOf(key: string): string {
    return this.fieldOf(key).format === 'epoch_second' ? 'seconds, not milliseconds' : 'milliseconds or a date';
  }
}

/** The longest time, up to a minute, of which period, lookback and delay are multiples. */
export function slotOf({ model: { period, lookback } }: AlertPlan, delay: number): number {
  return [period, lookback, delay].reduce(greatestCommonDivisor, ONE_MINUTE);
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
