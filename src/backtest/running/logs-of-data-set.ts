import type { LogRecord } from '../../evaluation';
import { Coverage, type CoverageState, type TimeStretch } from './coverage';
import { rowTimesOf } from './row-times';
import { type CountedForm, type FormsState, SeenForms } from './seen-forms';

const QUARTER = 900_000;
const HOUR = 3_600_000;

/** What is known of the logs of a data set, as plain data. */
export interface LogsState {
  readonly coverage: CoverageState;
  readonly forms: FormsState;
}

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
    this.forms.addLength(end - start);
    if (isWhole) {
      this.forms.addAggregation(row);
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
    this.forms.addLength(end - start);
    this.forms.addAggregation(row);
  }

  /** What is known of the logs, to be added to what others know. */
  get state(): LogsState {
    return { coverage: this.coverage.state, forms: this.forms.state };
  }

  absorb({ coverage, forms }: LogsState): void {
    this.coverage.absorb(coverage);
    this.forms.absorb(forms);
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
