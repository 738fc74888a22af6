import { alert, type Finding, warningRule } from '../../base';
import type { AlertModel } from '../../evaluation';
import { indexTypeOf } from '../../logs';
import { walkQuery } from '../../query';
import { queryFinding } from './query-finding';

const UNINDEXED = warningRule({
  id: 'global-alert/never-unindexed',
  what: 'A query should only compare fields that are indexed.',
  why: 'Some keys are accepted but never match: a label without its key, such as client_labels., and fields of WAF logs that the release does not index.',
  bad: alert({ dataSet: 'waf', query: `'node = "worker-1"'` }),
  good: alert({ dataSet: 'waf', query: `'host = "worker-1"'` }),
});

/** Labels of DNS logs, whose key is part of the name of a field. */
const LABEL_PREFIXES: readonly string[] = ['client_labels.', 'servers.labels.'];

/** Checks that a query does not use keys that are accepted but not indexed. */
export function checkUnindexedFields({ query, dataSet, release }: AlertModel): Finding[] {
  const findings: Finding[] = [];
  if (query === undefined) {
    return findings;
  }
  walkQuery(query, ({ key, keyPosition }) => {
    if (dataSet === 'dns' && LABEL_PREFIXES.includes(key)) {
      const message = `${key} requires a label key after the dot, such as ${key}app: no label has an empty key, so nothing matches`;
      findings.push(queryFinding(UNINDEXED, keyPosition, key, message));
    } else if (indexTypeOf(dataSet, key, release) === 'unmapped') {
      const message = `${key} is accepted, but ${release.displayName} does not index it, so nothing matches${insteadOf(key)}`;
      findings.push(queryFinding(UNINDEXED, keyPosition, key, message));
    }
  });
  return findings;
}

function insteadOf(key: string): string {
  const instead = { node: 'host', timestamp: '@timestamp' }[key];
  return instead === undefined ? '' : `; use ${JSON.stringify(instead)}`;
}

/** The rules that this file checks. */
export const UNINDEXED_FIELD_RULES = [UNINDEXED] as const;
