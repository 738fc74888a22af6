import type { Verdict } from '../explain';
import type { LogProblem } from './reading';
import type { Interruption, Outcome } from './running';

/** What an alert would have raised. */
export interface AlertResult {
  readonly file: string;
  readonly object: string;
  readonly name: string;
  readonly dataSet: string;
  readonly release: string;
  readonly verdict: Verdict;
  /** Why it can never fire, is refused, or is unknown. */
  readonly reasons: readonly string[];
  /** Undefined if it is refused or cannot be evaluated. */
  readonly outcome: Outcome | undefined;
}

/** What was read. */
export interface LogsRead {
  /** Where the rows are, if they are not in files. */
  readonly place?: string;
  readonly files: number;
  readonly bytes: number;
  readonly rows: number;
  /** Rows that no alert asks for, by data set; `unknown` for those that are of none. */
  readonly others: Readonly<Record<string, number>>;
  readonly problems: readonly LogProblem[];
}

/** The result of a backtest. */
export interface BacktestResult {
  readonly alerts: readonly AlertResult[];
  readonly logs: LogsRead;
  /** Whether it was interrupted until now, so that only a part of the logs was read or evaluated. */
  readonly isPartial: boolean;
  /** Ends what is computed for reports soon after Ctrl-C. */
  readonly interruption: Interruption;
  /** Removes temporary files, after which there are no events any more. */
  readonly dispose: () => void;
}
