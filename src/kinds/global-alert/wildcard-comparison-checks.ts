import { alert, type Finding, warningRule } from '../../base';
import type { AlertModel } from '../../evaluation';
import { catalogueOf } from '../../logs';
import { type ComparisonNode, printQuery, walkQuery } from '../../query';
import { queryFinding } from './query-finding';

const WILDCARD = warningRule({
  id: 'global-alert/never-wildcard',
  what: 'Wildcards should only be used in sets, not in comparisons of names and labels.',
  why: 'A comparison reads * and ? literally, and no name contains them, so = never matches and != excludes nothing.',
  bad: alert({ query: `'source_namespace = "team-*"'` }),
  good: alert({ query: `'source_namespace IN {"team-*"}'` }),
});

/** Values of other fields can contain `*` or `?`, such as URLs and arguments of processes. */
const TYPES: readonly string[] = ['name', 'label'];
const HOLDS_WILDCARDS = /^process_/;
/** Aggregated names of pods end with a star. */
const SUMMED_UP = /_aggr$/;

/** Checks that wildcards are only used in sets, since comparisons treat them as literal characters. */
export function checkWildcardComparisons({ query, dataSet }: AlertModel): Finding[] {
  const findings: Finding[] = [];
  if (query === undefined || dataSet === 'vulnerability') {
    return findings;
  }
  walkQuery(query, (leaf) => {
    if (leaf.kind === 'comparison' && isWildcard(leaf, dataSet)) {
      findings.push(wildcardFinding(leaf));
    }
  });
  return findings;
}

function isWildcard({ key, comparator, value }: ComparisonNode, dataSet: string): boolean {
  const type = catalogueOf(dataSet)?.factsOf(key)?.type ?? '';
  const text = SUMMED_UP.test(key) ? value.text.replace(/\*$/, '') : value.text;
  const isMeant = text.length > 1 && /[*?]/.test(text);
  const mayHold = !TYPES.includes(type) && !key.startsWith('policies.');
  return isMeant && !mayHold && !HOLDS_WILDCARDS.test(key) && (comparator === '=' || comparator === '!=');
}

function wildcardFinding({ key, keyPosition, comparator, value }: ComparisonNode): Finding {
  const operator = comparator === '=' ? 'IN' : 'NOTIN';
  const instead = printQuery({
    kind: 'membership',
    key,
    keyPosition,
    operator,
    members: [{ type: 'text', text: value.text }],
  });
  const effect = comparator === '=' ? 'never matches' : 'excludes nothing';
  const message = `${key} ${comparator} treats * and ? as literal characters, so this condition ${effect}; write ${instead}`;
  return queryFinding(WILDCARD, value.position, value.text, message);
}

/** The rules that this file checks. */
export const WILDCARD_COMPARISON_RULES = [WILDCARD] as const;
