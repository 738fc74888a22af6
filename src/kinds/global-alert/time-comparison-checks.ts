import { alert, type Finding, warningRule } from '../../base';
import type { AlertModel } from '../../evaluation';
import { walkQuery } from '../../query';
import { queryFinding } from './query-finding';

const TIME_COMPARISON = warningRule({
  id: 'global-alert/never-time-comparison',
  what: 'A query should not compare start_time or end_time of flow or L7 logs, nor compare times of DNS logs with a time of day.',
  why: 'A query can only compare these fields with dates, but they are stored in a different form, so every run is expected to fail. The lookback of the alert already selects records by time.',
  bad: alert({ query: `'dest_port = 22 AND start_time > "2026-01-31"'` }),
  good: alert({ lookback: '15m' }),
});

const INTERVAL: readonly string[] = ['start_time', 'end_time'];
const WITH_TIME = /^\d{4}-\d\d-\d\d[t ]/i;

/** Checks that a query does not compare times that the log store keeps in a form unlike that of the query language. */
export function checkTimeComparisons({ query, dataSet }: AlertModel): Finding[] {
  const findings: Finding[] = [];
  if (query === undefined || !['flows', 'l7', 'dns'].includes(dataSet)) {
    return findings;
  }
  walkQuery(query, (leaf) => {
    if (leaf.kind !== 'comparison' || !INTERVAL.includes(leaf.key)) {
      return;
    }
    const { key, keyPosition, value } = leaf;
    if (dataSet !== 'dns') {
      const message = `${key} is stored as seconds since 1970 in ${dataSet} logs, and a query can only compare it with a date, so every run is expected to fail; remove the comparison: lookback already selects records by time`;
      findings.push(queryFinding(TIME_COMPARISON, keyPosition, key, message));
    } else if (WITH_TIME.test(value.text)) {
      const message = `${key} cannot be compared with a time of day in DNS logs, so every run is expected to fail; compare it with a day, such as ${JSON.stringify(value.text.slice(0, 10))}, or remove the comparison: lookback already selects records by time`;
      findings.push(queryFinding(TIME_COMPARISON, value.position, value.text, message));
    }
  });
  return findings;
}

/** The rules that this file checks. */
export const TIME_COMPARISON_RULES = [TIME_COMPARISON] as const;
