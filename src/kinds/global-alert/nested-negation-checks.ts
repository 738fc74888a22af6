import { alert, type Finding, noticeRule } from '../../base';
import type { AlertModel } from '../../evaluation';
import { nestedPathOf } from '../../logs';
import { printQuery, type QueryLeaf, walkQuery } from '../../query';
import { queryFinding } from './query-finding';

const NEGATION = noticeRule({
  id: 'global-alert/never-unlabeled',
  what: 'With != and NOTIN on labels, servers and answers, decide whether records that have none should match.',
  why: 'These are nested objects, and != looks for one with a different value, so records that have none do not match. NOT with = matches those as well.',
  bad: alert({ query: `'"source_labels.labels" != "app=web"'` }),
  good: alert({ query: `'NOT "source_labels.labels" = "app=web"'` }),
});

/** Checks negations on nested objects, such as labels, because they do not match records without such an object. */
export function checkNestedNegations({ query, dataSet, release }: AlertModel): Finding[] {
  const findings: Finding[] = [];
  if (query === undefined) {
    return findings;
  }
  walkQuery(query, (leaf) => {
    const positive = positiveOf(leaf);
    const path = nestedPathOf(dataSet, leaf.key, release);
    if (positive === undefined || path === undefined) {
      return;
    }
    const written = leaf.kind === 'comparison' ? '!=' : 'NOTIN';
    const message = `${leaf.key} ${written} also skips records without ${path}, since it looks for one of the ${path} with a different value; to match those records as well, write NOT ${printQuery(positive)}`;
    findings.push(queryFinding(NEGATION, leaf.keyPosition, leaf.key, message));
  });
  return findings;
}

function positiveOf(leaf: QueryLeaf): QueryLeaf | undefined {
  if (leaf.kind === 'comparison') {
    return leaf.comparator === '!=' ? { ...leaf, comparator: '=' } : undefined;
  }
  return leaf.kind === 'membership' && leaf.operator === 'NOTIN' ? { ...leaf, operator: 'IN' } : undefined;
}

/** The rules that this file checks. */
export const NESTED_NEGATION_RULES = [NEGATION] as const;
