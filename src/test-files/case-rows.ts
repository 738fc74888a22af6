import { dirname, join } from 'node:path';
import { isMap, plural } from '../base';
import type { LogRecord, Partials } from '../evaluation';
import { otherDataSet } from '../logs';
import { reasonOf } from '../reading';
import { type PlacedDocument, readJsonLines } from './reading';
import type { TestCase } from './test-file';

/** The most records that are kept to explain why none of them matched. */
const MOST_KEPT = 1_000;

/** Gives the rows of a case to an evaluation, and counts those that cannot be used. */
export class CaseRows {
  /** Why the case cannot be run. */
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  /** Rows that are records, but are not seen by any run, or in no group. */
  readonly unseen: string[] = [];
  /** The first records, to explain results. */
  readonly kept: LogRecord[] = [];
  /** The place of each row that was given to the evaluation. */
  private readonly lines: number[] = [];
  private readonly rejected = new Map<string, { count: number; readonly place: string }>();
  private readonly path: string | undefined;

  constructor(
    private readonly partials: Partials,
    private readonly testCase: TestCase,
    private readonly file: string,
    private readonly document: PlacedDocument,
  ) {
    this.path = testCase.file === undefined ? undefined : join(dirname(file), testCase.file);
  }

  add(): void {
    const { rows, keys } = this.testCase;
    for (const [index, row] of rows.entries()) {
      this.addRow(row, this.document.lineOf([...keys, 'rows', index]), this.file);
    }
    if (this.path !== undefined) {
      this.addFile(this.path);
    }
    this.report();
  }

  /** Where a kept record is. */
  placeOf(index: number): string {
    return this.place(index);
  }

  private addFile(path: string): void {
    const before = this.lines.length + this.rejected.size;
    try {
      for (const { line, problem, value } of readJsonLines(path) as Iterable<AnyLine>) {
        if (problem === undefined) {
          this.addRow(value, line, path);
        } else {
          this.reject(problem, `${path}:${line}`);
        }
      }
    } catch (error) {
      this.errors.push(`${path} cannot be read: ${reasonOf(error)}`);
      return;
    }
    if (this.lines.length + this.rejected.size === before) {
      this.errors.push(`${path} is empty`);
    }
  }

  private addRow(row: unknown, line: number, file: string): void {
    const other = otherDataSet(row, this.partials.plan.model.dataSet);
    if (other !== undefined) {
      this.reject(
        `looks like a record of the data set ${other}, and the alert is about ${this.partials.plan.model.dataSet}`,
        `${file}:${line}`,
      );
      return;
    }
    this.lines.push(line);
    if (isMap(row) && this.kept.length < MOST_KEPT && this.kept.length === this.lines.length - 1) {
      this.kept.push(row);
    }
    this.partials.add(row);
  }

  private reject(reason: string, place: string): void {
    const found = this.rejected.get(reason) ?? { count: 0, place };
    found.count += 1;
    this.rejected.set(reason, found);
  }

  private place(index: number): string {
    return `${index < this.testCase.rows.length ? this.file : this.path}:${this.lines[index]}`;
  }

  /** Each row of the test file must be right; of a file of logs, some rows must. */
  private report(): void {
    const dropped = this.partials.dropped.all.map(({ first, ...found }) => ({
      ...found,
      place: this.place(first - 1),
    }));
    for (const { reason, count, place } of dropped.filter(({ isUnusable }) => !isUnusable)) {
      this.unseen.push(rowText(reason, count, place));
    }
    const rejected = [...this.rejected].map(([reason, found]) => ({ reason, ...found }));
    const unusable = [...rejected, ...dropped.filter(({ isUnusable }) => isUnusable)];
    const total = this.lines.length + rejected.reduce((sum, { count }) => sum + count, 0);
    const isNoneLeft = total > 0 && unusable.reduce((sum, { count }) => sum + count, 0) === total;
    for (const { reason, count, place } of unusable) {
      const isInline = this.testCase.rows.length > 0 && place.startsWith(`${this.file}:`);
      const list = isInline || isNoneLeft ? this.errors : this.warnings;
      list.push(rowText(reason, count, place));
    }
  }
}

interface AnyLine {
  readonly line: number;
  readonly value?: unknown;
  readonly problem?: string;
}

function rowText(reason: string, count: number, place: string): string {
  return count === 1
    ? `${place}: the row ${reason}`
    : `${place}: ${plural(count, 'row')}, of which this is the first: ${reason}`;
}
