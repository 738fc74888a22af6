import { plural } from '../base';
import type { Partials } from '../evaluation';
import { otherDataSet } from '../logs';
import type { LogRecordData, LogRows, RowContext, RowsOrigin } from './log-rows';

/** Records that a failure may be explained with. */
const MOST_SAMPLES = 1_000;

/** Records that cannot be used for one reason. */
interface Unusable {
  count: number;
  /** Where the first of them is. */
  readonly place: string;
}

/** Gives the records of a test to an evaluation. */
export class TestedRows {
  /** The first records that can be used. */
  readonly samples: LogRecordData[] = [];
  /** Records of files that do not count. */
  readonly warnings: string[] = [];

  constructor(
    private readonly title: string,
    private readonly partials: Partials,
    private readonly context: RowContext,
  ) {}

  /** @throws Error when the test itself has a record that cannot be used, or none of a file can be used */
  add(rows: LogRows): void {
    const { _origin, _make } = rows;
    if (_origin !== undefined) {
      this.addChecked(rows, _origin);
      return;
    }
    for (const record of _make(this.context)) {
      this.partials.add(record);
      this.keep(record);
    }
  }

  private addChecked({ _make }: LogRows, origin: RowsOrigin): void {
    const unusable = new Map<string, Unusable>();
    const now = Date.now();
    let [records, unused] = [0, 0];
    for (const record of _make(this.context)) {
      const reason = this.otherOf(record) ?? this.partials.add(record, now);
      if (reason !== undefined) {
        const found = unusable.get(reason) ?? { count: 0, place: placeOf(origin, records) };
        found.count += 1;
        unusable.set(reason, found);
        unused += 1;
      } else {
        this.keep(record);
      }
      records += 1;
    }
    const problems = [...unusable].map(([reason, { count, place }]) => `${place}: ${countWords(count)}${reason}`);
    if (origin.lines === undefined || unused === records) {
      this.refuse(problems);
    }
    this.warnings.push(...problems);
  }

  private refuse(problems: readonly string[]): void {
    if (problems.length > 0) {
      const lines = problems.map((problem) => `\n  ${problem}`);
      throw new Error(`${this.title} cannot be tested with these records:${lines.join('')}`);
    }
  }

  private otherOf(record: LogRecordData): string | undefined {
    const { dataSet } = this.partials.plan.model;
    const other = otherDataSet(record, dataSet);
    return other === undefined
      ? undefined
      : `looks like a record of the data set ${other}, and the alert is about ${dataSet}`;
  }

  private keep(record: LogRecordData): void {
    if (this.samples.length < MOST_SAMPLES) {
      this.samples.push(record);
    }
  }
}

function placeOf({ name, lines }: RowsOrigin, index: number): string {
  return lines === undefined ? `record ${index + 1} of ${name}` : `${name}:${lines[index]}`;
}

function countWords(count: number): string {
  return count === 1 ? '' : `${plural(count, 'record')}, of which this is the first: `;
}
