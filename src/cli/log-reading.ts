import type { BacktestOptions, LogsRead } from '../backtest';
import { FindingSeverity, plural, printable } from '../base';
import type { ExplainResult } from '../explain';
import { placeAndMessage } from '../lint';
import { BacktestProgress } from './backtest-progress';
import type { Complaints } from './file-options';

/** How the reading of logs and the report are ended, and whom the reading tells how far it is. */
export type Running = Required<Pick<BacktestOptions, 'signal' | 'onProgress'>> & {
  /** Ends the display of the progress, before a report is printed. */
  readonly onRead: () => void;
};

/** The first Ctrl-C ends the action soon, and the second one everything. */
export async function interruptible<T>(action: (running: Running) => Promise<T>): Promise<T> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  const progress = new BacktestProgress(process.stderr);
  process.once('SIGINT', interrupt);
  try {
    return await action({
      signal: interruption.signal,
      onProgress: (state) => progress.update(state),
      onRead: () => progress.stop(),
    });
  } finally {
    process.removeListener('SIGINT', interrupt);
    progress.stop();
  }
}

/** Reports on standard error what is wrong with alerts and logs. */
export interface LogReports {
  readonly line: (text: string) => void;
  readonly alerts: (explained: ExplainResult, complaints: Complaints) => void;
  readonly logs: (logs: LogsRead, complaints: Complaints) => void;
}

/** @param subject the command, with which each line begins */
export function logReports(subject: string): LogReports {
  const line = (text: string) => {
    process.stderr.write(`${printable(`${subject}: ${text}`)}\n`);
  };
  return {
    line,
    alerts: ({ alerts, findings }, { note }) => {
      for (const finding of findings) {
        const { file, line: place, column, severity, rule } = finding;
        line(`${file}:${place}:${column} ${severity} ${placeAndMessage(finding)} [${rule}]`);
        if (severity === FindingSeverity.ERROR) {
          note();
        }
      }
      if (alerts.length === 0) {
        line('there is no alert to run: no GlobalAlert or GlobalAlertTemplate was found');
      }
    },
    logs: ({ problems }, { note }) => {
      for (const { place, message, lines, isFatal } of problems) {
        const first = lines > 1 ? `${plural(lines, 'line')}, of which this is the first: ` : '';
        line(`${place}: ${first}${message}`);
        if (isFatal) {
          note();
        }
      }
    },
  };
}
