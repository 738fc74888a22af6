import { plural } from '../../base';

/** Something about the logs that the user should know. */
export interface LogProblem {
  /** `FILE` or `FILE:LINE`: the first place. */
  readonly place: string;
  readonly message: string;
  /** The number of lines that it is about; 0 if it is about a file. */
  readonly lines: number;
  /** Whether it keeps a whole file or path from being used. */
  readonly isFatal: boolean;
}

/** Problems as plain data. */
export interface ProblemsState {
  readonly problems: readonly LogProblem[];
  /** Those beyond the limit. */
  readonly others: { readonly count: number; readonly isFatal: boolean };
}

/** The most problems that are told apart: a folder can have a problem in each of its files. */
const MOST = 50;

/** Collects the problems of logs: each reason once for each file, with the number of lines. */
export class LogProblems {
  private readonly byKey = new Map<string, { place: string; message: string; lines: number; isFatal: boolean }>();
  private readonly others = { count: 0, isFatal: false };

  /** A file or a path that cannot be used at all. */
  fatal(place: string, message: string): void {
    this.put(`${place}\n${message}`, { place, message, lines: 0, isFatal: true });
  }

  /** Something about a file that is used nevertheless. */
  warn(place: string, message: string): void {
    this.put(`${place}\n${message}`, { place, message, lines: 0, isFatal: false });
  }

  /** A line that is not used. */
  line(file: string, line: number, message: string): void {
    const key = `${file}\n${message}`;
    const found = this.byKey.get(key);
    if (found === undefined) {
      this.put(key, { place: `${file}:${line}`, message, lines: 1, isFatal: false });
    } else {
      found.lines += 1;
    }
  }

  /** All that was found, to be added to what others found. */
  get state(): ProblemsState {
    return { problems: [...this.byKey.values()], others: this.others };
  }

  absorb({ problems, others }: ProblemsState): void {
    for (const problem of problems) {
      const file = problem.place.slice(0, problem.lines === 0 ? undefined : problem.place.lastIndexOf(':'));
      this.put(`${file}\n${problem.message}`, { ...problem });
    }
    this.others.count += others.count;
    this.others.isFatal ||= others.isFatal;
  }

  /** In the order in which they were found. */
  get all(): readonly LogProblem[] {
    const { count, isFatal } = this.others;
    const message = `${plural(count, 'more problem')} ${count === 1 ? 'was' : 'were'} found`;
    const more: LogProblem[] = count === 0 ? [] : [{ place: 'logs', message, lines: 0, isFatal }];
    return [...this.byKey.values(), ...more];
  }

  private put(key: string, problem: { place: string; message: string; lines: number; isFatal: boolean }): void {
    if (this.byKey.size < MOST || this.byKey.has(key)) {
      this.byKey.set(key, problem);
    } else {
      this.others.count += 1;
      this.others.isFatal ||= problem.isFatal;
    }
  }
}
