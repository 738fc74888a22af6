import {
  type AlertPlan,
  DEFAULT_DELAY,
  type GroupValue,
  PARTIALS_COLUMNS as NAMES,
  NEVER_SEEN,
  type RecordSlots,
  runsOfSlots,
  slotOf,
} from '../../evaluation';
import type { AlertRun, LogsOfDataSet, RunOptions } from '../running';
import { BadRow, countIn, formOf, groupOf, numberIn, type PartialsRow, slotsOfRow } from './partials-row';

const ONE_SECOND = 1_000;

/** Takes the rows of partials of one alert. */
export class AlertPartials {
  private readonly plan: AlertPlan;
  private readonly delay: number;
  private readonly slot: number;

  constructor(
    private readonly run: AlertRun,
    private readonly logs: LogsOfDataSet | undefined,
    private readonly options: RunOptions,
  ) {
    this.plan = run.plan;
    this.delay = options.delay ?? DEFAULT_DELAY;
    this.slot = slotOf(this.plan, this.delay);
  }

  /**
   * Takes a row, and returns the number of records of the data set that it adds.
   *
   * @throws BadRow when it is not one
   */
  add(row: PartialsRow): number {
    const rows = countIn(row, NAMES.rows);
    switch (row[NAMES.kind]) {
      case 'all':
        this.addAll(row, rows);
        return rows;
      case 'matched':
        this.addMatches(row, rows);
        return 0;
      case 'form':
        this.logs?.addCounted(formOf(row), rows);
        return 0;
      default:
        throw new BadRow(`${NAMES.kind} must be all, matched or form`);
    }
  }

  private addAll(row: PartialsRow, rows: number): void {
    const { window, end, stored } = slotsOfRow(this.plan, row, this.delay);
    const problem = this.problemOf(window, end);
    if (problem !== undefined || window === undefined || end === undefined) {
      this.count(rows, { reason: problem ?? '', isUnusable: true });
      return;
    }
    const runs = runsOfSlots(this.plan, { window, end, stored }, this.delay);
    const start = numberIn(row, NAMES.start);
    // Moments have no length, although a slot has one.
    const isMoment = this.plan.window.isClosed && this.plan.window.field === this.plan.window.endField;
    const from = start === undefined ? Number.NaN : start * ONE_SECOND;
    this.logs?.addTimes(from, isMoment ? from : end * this.slot);
    if (runs.first > runs.last) {
      this.count(rows, { reason: NEVER_SEEN, isUnusable: false }, stored !== undefined);
    } else {
      this.run.addRuns(runs);
      this.run.addCounts({ records: rows, matched: 0, grouped: 0, dropped: [], hasGenerated: stored !== undefined });
    }
  }

  /** The records that the query matches are also among all records. */
  private addMatches(row: PartialsRow, rows: number): void {
    const { window, end, stored } = slotsOfRow(this.plan, row, this.delay);
    if (window === undefined || end === undefined || this.problemOf(window, end) !== undefined) {
      return;
    }
    const runs = runsOfSlots(this.plan, { window, end, stored } satisfies RecordSlots, this.delay);
    if (runs.first > runs.last) {
      return;
    }
    const group = groupOf(this.plan, row);
    const missing = this.plan.groupBy[group.indexOf(undefined)];
    if (missing !== undefined) {
      const { name, withoutValues } = missing;
      const reason = `has no ${name}${withoutValues === undefined ? '' : `, which ${withoutValues}`}, so it is in no group`;
      const dropped = [{ reason, count: rows, isUnusable: false }];
      this.run.addCounts({ records: 0, matched: rows, grouped: 0, dropped, hasGenerated: false });
      return;
    }
    this.run.addCounts({ records: 0, matched: rows, grouped: rows, dropped: [], hasGenerated: false });
    const values = numberIn(row, NAMES.values) ?? 0;
    this.run.addPartials([
      {
        ...runs,
        group: group as GroupValue[],
        n: rows,
        values,
        sum: numberIn(row, NAMES.sum) ?? 0,
        min: numberIn(row, NAMES.min) ?? Number.POSITIVE_INFINITY,
        max: numberIn(row, NAMES.max) ?? Number.NEGATIVE_INFINITY,
      },
    ]);
  }

  /** Why the records of a row do not count; undefined if they do. */
  private problemOf(window: number | undefined, end: number | undefined): string | undefined {
    const { field, endField } = this.plan.window;
    if (window === undefined || end === undefined) {
      return `has no ${window === undefined ? field : endField}, so no run sees it`;
    }
    // Only whole slots are known.
    const { now = Number.POSITIVE_INFINITY } = this.options;
    return Math.max(window, end - 1) * this.slot >= now ? 'is in the future' : undefined;
  }

  private count(
    rows: number,
    { reason, isUnusable }: { readonly reason: string; readonly isUnusable: boolean },
    hasGenerated = false,
  ): void {
    const dropped = [{ reason, count: rows, isUnusable }];
    this.run.addCounts({ records: rows, matched: 0, grouped: 0, dropped, hasGenerated });
  }
}
