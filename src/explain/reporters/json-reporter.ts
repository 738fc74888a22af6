import { printableJson } from '../../base';
import type { ExplainResult } from '../explain-files';
import type { RequestName } from './request-reporter';

/** Everything as JSON, with the request that is asked for; null if there is none. */
export function explainJson({ alerts, findings, checked }: ExplainResult, name?: RequestName): string {
  return printableJson({
    alerts: alerts.map(({ request, partials, manifest, logs, ...alert }) =>
      name === undefined ? alert : { ...alert, request: { request, partials }[name] ?? null },
    ),
    findings: findings.map(({ isAbsent, value, ...finding }) => finding),
    checked,
  });
}
