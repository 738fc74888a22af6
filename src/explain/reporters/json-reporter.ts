import { printableJson } from '../../base';
import type { ExplainResult } from '../explain-files';
import type { SqlDialectName } from '../sql';
import type { RequestName } from './request-reporter';
import { sqlOf } from './sql-reporter';

/** What is added to the explanation of each alert. */
export interface ExplainedForm {
  readonly request?: RequestName;
  readonly sql?: SqlDialectName;
}

/** Everything as JSON, with the request or the SQL that is asked for; null if there is none. */
export function explainJson({ alerts, findings, checked }: ExplainResult, form: ExplainedForm = {}): string {
  return printableJson({
    alerts: alerts.map((explained) => {
      const { request, partials, manifest, calico, logs, plan, ...alert } = explained;
      return {
        ...alert,
        ...(form.request === undefined ? {} : { request: { request, partials }[form.request] ?? null }),
        ...(form.sql === undefined ? {} : { sql: sqlOf(explained, form.sql).sql ?? null }),
      };
    }),
    findings: findings.map(({ isAbsent, value, ...finding }) => finding),
    checked,
  });
}
