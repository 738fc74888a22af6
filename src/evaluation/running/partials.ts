import { BadRecordError, type LogRecord, RecordCheck } from '../matching';
import type { AlertPlan } from './alert-plan';
import { DroppedRecords, type RecordCounts } from './dropped-records';
import { compareGroups } from './group-values';
import type { PackedPartials } from './packed-partials';
import { type GroupPartial, NO_VALUES, type PartialNumbers } from './partial';
import { type Group, PartialGroups } from './partial-groups';
import { plannedValues, RecordGroups } from './record-groups';
import { NEVER_SEEN, RecordTimes, type RunSpan } from './record-times';
import { sortInSteps } from './sort-in-steps';

/** Options of an evaluation. */
export interface PartialsOptions {
  /** The time in milliseconds after the end of a record, from which it can be found: whole seconds. */
  readonly delay?: number;
  /** The present, in milliseconds since 1970: later records are not counted. */
  readonly now?: number;
  /**
   * The time between two runs that are told apart, in milliseconds: period, lookback and delay must be multiples of it. By default
   * the longest one up to a minute.
   */
  readonly slot?: number;
}

/** The default time after the end of a record, from which it can be found. */
export const DEFAULT_DELAY = 30_000;

const ONE_SECOND = 1_000;

/**
 * Takes the records of a data set one at a time, and keeps what the runs of an alert need of them: for each group, and
 * each set of runs that sees the same records, how many there are, and sum, smallest and largest value of the metric's
 * field. What it keeps does not grow with the number of records in a group and a slot.
 */
export class Partials {
  readonly dropped = new DroppedRecords();
  readonly times: RecordTimes;
  /** The records that were taken, those of them that the query matches, and those of these that are in a group. */
  readonly counts = { records: 0, matched: 0, grouped: 0 };
  private readonly check: RecordCheck;
  private readonly grouping: RecordGroups;
  private readonly found = new PartialGroups();

  /** @throws RangeError when the delay is not a whole number of seconds */
  constructor(
    readonly plan: AlertPlan,
    { delay = DEFAULT_DELAY, now = Number.POSITIVE_INFINITY, slot }: PartialsOptions = {},
  ) {
    if (!(delay >= 0) || delay % ONE_SECOND !== 0) {
      throw new RangeError(`a delay of ${delay} ms is not a whole number of seconds, 0 or more`);
    }
    this.times = new RecordTimes(plan, delay, now, slot);
    this.check = new RecordCheck(plan.mapping);
    this.grouping = new RecordGroups(plan);
  }

  /** The groups that were found, in the order in which the log store lists them. */
  get groups(): Group[] {
    const sorting = this.groupsInSteps();
    for (;;) {
      const { done, value } = sorting.next();
      if (done === true) {
        return value;
      }
    }
  }

  /** The same in steps, between which the caller can do something else. */
  *groupsInSteps(): Generator<undefined, Group[]> {
    const all = this.found.all.map((group) => ({ group, keys: this.grouping.sortKeys(group.values) }));
    yield undefined;
    const sorted = yield* sortInSteps(all, (left, right) => compareGroups(left.keys, right.keys));
    return sorted.map(({ group }) => group);
  }

  /** The names of the values of a group. */
  get groupNames(): readonly string[] {
    return this.grouping.names;
  }

  /** The number of partials that are kept, on which memory depends. */
  get size(): number {
    return this.found.size;
  }

  /** Gives away all partials that are kept, and goes on without them; counts and times stay. */
  drain(): PackedPartials {
    return this.found.drain();
  }

  /**
   * Takes a record, which is JSON; one that cannot be used is counted with the reason, and the reason is returned.
   *
   * @param now the present, if it is another one for this record
   */
  add(record: unknown, now?: number): string | undefined {
    this.counts.records += 1;
    try {
      return this.addRecord(record, now);
    } catch (error) {
      if (!(error instanceof BadRecordError)) {
        throw error;
      }
      return this.drop(error.message);
    }
  }

  /** Takes a partial that was computed elsewhere. */
  addPartial(partial: GroupPartial): void {
    this.counts.records += partial.n;
    this.counts.matched += partial.n;
    this.counts.grouped += partial.n;
    this.mergePartial(partial);
  }

  /** Takes a partial of records that are counted elsewhere. */
  mergePartial(partial: GroupPartial): void {
    this.times.extend(partial);
    this.found.addPartial(partial);
  }

  /** Counts records whose partials were computed elsewhere. */
  addCounts({ records, matched, grouped, dropped, hasGenerated }: RecordCounts): void {
    for (const { reason, count, first = 0, isUnusable } of dropped) {
      this.dropped.add(reason, this.counts.records + first, { isUnusable, count });
    }
    this.counts.records += records;
    this.counts.matched += matched;
    this.counts.grouped += grouped;
    this.times.hasGenerated ||= hasGenerated;
  }

  /** Counts a record that cannot be used. */
  private drop(reason: string): string {
    this.dropped.add(reason, this.counts.records);
    return reason;
  }

  private addRecord(record: unknown, now?: number): string | undefined {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      return this.drop('is not an object');
    }
    const problem = this.check.problemOf(record as LogRecord);
    if (problem !== undefined) {
      throw problem;
    }
    const span = this.times.spanOf(record as LogRecord, now);
    if (span === NEVER_SEEN) {
      this.dropped.add(span, this.counts.records, { isUnusable: false });
      return undefined;
    }
    if (typeof span === 'string') {
      return this.drop(span);
    }
    this.times.extend(span);
    if (this.plan.matcher(record as LogRecord)) {
      this.counts.matched += 1;
      this.addMatch(record as LogRecord, span);
    }
    return undefined;
  }

  private addMatch(record: LogRecord, span: RunSpan): void {
    const numbers = this.numbersOf(record);
    const groups = this.grouping.of(record);
    if (typeof groups === 'string') {
      this.dropped.add(groups, this.counts.records, { isUnusable: false });
      return;
    }
    this.counts.grouped += 1;
    for (const group of groups) {
      this.found.add(group, span, numbers);
    }
  }

  private numbersOf(record: LogRecord): PartialNumbers {
    const { metric } = this.plan;
    const numbers = { n: 1, ...NO_VALUES };
    for (const value of metric.kind === 'field' ? plannedValues(record, metric.field) : []) {
      const number = Number(value);
      numbers.values += 1;
      numbers.sum += number;
      numbers.min = Math.min(numbers.min, number);
      numbers.max = Math.max(numbers.max, number);
    }
    return numbers;
  }
}
