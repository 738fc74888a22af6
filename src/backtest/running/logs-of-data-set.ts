import type { LogRecord } from '../../evaluation';
import { Coverage, type TimeStretch } from './coverage';
import { rowTimesOf } from './row-times';
import { type CountedForm, SeenForms } from './seen-forms';

const QUARTER = 900_000;
const HOUR = 3_600_000;

/** When there are logs of a data set, and in which form. */
export class LogsOfDataSet {
  readonly forms: SeenForms;
  private readonly coverage = new Coverage();
  private readonly timesOf: ReturnType<typeof rowTimesOf>;

  /** @param now the present, in milliseconds since 1970: rows of the future say nothing about when there are logs */
  constructor(
    readonly dataSet: string,
    private readonly now = Number.POSITIVE_INFINITY,
  ) {
    this.forms = new SeenForms(dataSet);
    this.timesOf = rowTimesOf(dataSet);
  }

  /** @param isWhole whether all fields of the row are known, and not only those that alerts need */
  add(row: LogRecord, isWhole: boolean): void {
    const { start, end } = this.timesOf(row);
    if (end > this.now) {
      return;
    }
    this.coverage.add(start, end);
    if (isWhole) {
      this.forms.add(row, end - start);
    }
  }

  /** Takes the times of rows that are read elsewhere. */
  addTimes(start: number, end: number): void {
    this.coverage.add(start, end);
  }

  /** Takes the form of rows that were counted elsewhere. */
  addCounted(form: CountedForm, rows: number): void {
    this.forms.addCounted(form, rows);
  }

  /** Takes the form of a row whose times are known. */
  addForm(row: LogRecord): void {
    const { start, end } = this.timesOf(row);
    this.forms.add(row, end - start);
  }

  /** The time of which there are logs; undefined if there are none. */
  get span(): TimeStretch | undefined {
    return this.coverage.span;
  }

  /** Logs of single moments may be silent for a while; others are written at each interval. */
  get gaps(): TimeStretch[] {
    const { interval } = this.forms;
    return this.coverage.gaps(interval === undefined ? HOUR : Math.max(QUARTER, 3 * interval));
  }
}
