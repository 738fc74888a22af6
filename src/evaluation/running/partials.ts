import { BadRecordError, type LogRecord, RecordCheck } from '../matching';
import type { AlertPlan } from './alert-plan';
import { DroppedRecords, type RecordCounts } from './dropped-records';
import { compareGroups, type GroupValue, groupKey } from './group-values';
import type { PackedPartials } from './packed-partials';
import { type GroupPartial, NO_VALUES, type PartialNumbers } from './partial';
import { PartialTable } from './partial-table';
import { plannedValues, RecordGroups } from './record-groups';
import { NEVER_SEEN, RecordTimes, type RunSpan } from './record-times';
import { sortInSteps } from './sort-in-steps';

/** A key for the runs of a partial. */
type SpanKey = number | string;

/** The partials of one group. */
export interface Group {
  readonly values: readonly GroupValue[];
  /** The numbers of the partials of all groups, and the places where those of this group begin. */
  readonly numbers: Float64Array;
  readonly places: readonly number[];
}

interface OwnGroup {
  readonly index: number;
  readonly values: readonly GroupValue[];
  /** The places of its partials, by the runs that see their records. */
  readonly places: Map<SpanKey, number>;
}

/** Options of an evaluation. */
export interface PartialsOptions {
  /** The time in milliseconds after the end of a record, from which it can be found: whole seconds. */
  readonly delay?: number;
  /** The present, in milliseconds since 1970: later records are not counted. */
  readonly now?: number;
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
  private readonly table = new PartialTable();
  private readonly check: RecordCheck;
  private readonly grouping: RecordGroups;
  private usualLength: number | undefined;
  private readonly byKey = new Map<string, OwnGroup>();
  /** The groups of partials that were computed elsewhere: many of them share the same list of values. */
  private readonly byValues = new Map<readonly GroupValue[], OwnGroup>();

  /** @throws RangeError when the delay is not a whole number of seconds */
  constructor(
    readonly plan: AlertPlan,
    { delay = DEFAULT_DELAY, now = Number.POSITIVE_INFINITY }: PartialsOptions = {},
  ) {
    if (!(delay >= 0) || delay % ONE_SECOND !== 0) {
      throw new RangeError(`a delay of ${delay} ms is not a whole number of seconds, 0 or more`);
    }
    this.times = new RecordTimes(plan, delay, now);
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
    const all = Array.from(this.byKey.values(), (group) => ({ group, keys: this.grouping.sortKeys(group.values) }));
    yield undefined;
    const sorted = yield* sortInSteps(all, (left, right) => compareGroups(left.keys, right.keys));
    return sorted.map(({ group: { values, places } }) => ({
      values,
      numbers: this.table.all,
      places: [...places.values()],
    }));
  }

  /** The names of the values of a group. */
  get groupNames(): readonly string[] {
    return this.grouping.names;
  }

  /** The number of partials that are kept, on which memory depends. */
  get size(): number {
    return this.table.size;
  }

  /** Gives away all partials that are kept, and goes on without them; counts and times stay. */
  drain(): PackedPartials {
    const groups = Array.from(this.byKey.values(), ({ values }) => values);
    this.byKey.clear();
    this.byValues.clear();
    return { groups, numbers: this.table.take() };
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
    this.table.addNumbers(this.placeIn(this.knownGroup(partial.group), partial), partial);
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
      this.table.addNumbers(this.placeIn(this.groupOf(group), span), numbers);
    }
  }

  private knownGroup(values: readonly GroupValue[]): OwnGroup {
    const known = this.byValues.get(values);
    if (known !== undefined) {
      return known;
    }
    const group = this.groupOf(values);
    this.byValues.set(values, group);
    return group;
  }

  private groupOf(values: readonly GroupValue[]): OwnGroup {
    const key = groupKey(values);
    let group = this.byKey.get(key);
    if (group === undefined) {
      // Strings may be parts of larger ones, which would be kept with them.
      const copies: GroupValue[] = JSON.parse(JSON.stringify(values));
      group = { index: this.byKey.size, values: copies, places: new Map<SpanKey, number>() };
      this.byKey.set(key, group);
    }
    return group;
  }

  private placeIn({ index, places }: OwnGroup, span: RunSpan): number {
    const spanKey = this.keyOfSpan(span.first, span.last);
    const known = places.get(spanKey);
    if (known !== undefined) {
      return known;
    }
    const place = this.table.add(index, span);
    places.set(spanKey, place);
    return place;
  }

  /** Most spans have the same length, and whole numbers are found faster than strings. */
  private keyOfSpan(first: number, last: number): SpanKey {
    this.usualLength ??= last - first;
    return last - first === this.usualLength ? first : `${first} ${last}`;
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
