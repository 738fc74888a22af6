import { LogFileError } from './log-bytes';

/** So many lines of a file must be something else before it is given up. */
const MOST_WRONG = 1_000;

/** Counts the lines of a file that are records, and those that are not, which are reported if the file has any record. */
export class LineVerdicts {
  private good = 0;
  private wrong = 0;
  /** Problems of lines, as long as it is not known whether the file has any record. */
  private readonly pending: { readonly line: number; readonly reason: string }[] = [];

  constructor(private readonly onProblem: (line: number, reason: string) => void) {}

  /** Whether there was no line yet. */
  get isEmpty(): boolean {
    return this.good === 0 && this.wrong === 0;
  }

  accept(): void {
    this.good += 1;
    if (this.pending.length > 0) {
      this.report();
    }
  }

  /** @throws LogFileError when none of many lines is a record */
  reject(line: number, reason: string): void {
    this.wrong += 1;
    if (this.good === 0 && this.wrong >= MOST_WRONG) {
      throw new LogFileError(`is not a file of JSON records: none of its first ${MOST_WRONG} lines is JSON`);
    }
    this.pending.push({ line, reason });
    if (this.good > 0) {
      this.report();
    }
  }

  /** @throws LogFileError when no line is a record */
  end(): void {
    if (this.good === 0 && this.wrong > 0) {
      throw new LogFileError('is not a file of JSON records');
    }
  }

  private report(): void {
    for (const { line, reason } of this.pending.splice(0)) {
      this.onProblem(line, reason);
    }
  }
}
