import { printable } from '../../base';
import { isRefusal } from '../../evaluation';
import type { ExplainedAlert, ExplainResult } from '../explain-files';
import { NotSql, partialsSql, SQL_DIALECTS, type SqlDialectName } from '../sql';
import { reasonText } from './text-reporter';

/** SQL for the partials of all alerts. What cannot be SQL is a comment. */
export function sqlText({ alerts }: ExplainResult, name: SqlDialectName): string {
  return alerts.map((alert) => alertText(alert, name)).join('\n');
}

/** The SQL of an alert, or why there is none. */
export function sqlOf(
  { plan }: ExplainedAlert,
  name: SqlDialectName,
): { readonly sql?: string; readonly problem?: string } {
  if (isRefusal(plan)) {
    return { problem: 'there is no SQL, because it is refused or not evaluated' };
  }
  try {
    return { sql: partialsSql(plan, name) };
  } catch (error) {
    if (!(error instanceof NotSql)) {
      throw error;
    }
    return {
      problem: `there is no SQL: ${error.message}; pass the files, or let the log store compute the results with backtest --elasticsearch`,
    };
  }
}

function alertText(alert: ExplainedAlert, name: SqlDialectName): string {
  const { file, line, object, release, verdict, reasons, dataSet } = alert;
  const why = verdict === 'fires' ? [] : reasons.map((reason) => `${verdict}: ${reasonText(reason)}`);
  const { sql, problem } = sqlOf(alert, name);
  const how =
    problem === undefined
      ? [
          `For ${SQL_DIALECTS[name].title}. Replace what follows FROM in the first part with your ${dataSet} logs: files or a table.`,
          `The result is for: backtest ${file} --partials FILE`,
        ]
      : [problem];
  const comments = [`${object} (${file}:${line}) on ${release}`, ...why, ...how];
  const lines = comments.map((comment) => `${printable(`-- ${comment}`)}\n`).join('');
  return sql === undefined ? lines : `${lines}${sql}\n`;
}
