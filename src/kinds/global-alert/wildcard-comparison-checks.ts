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
/** Fields of other types whose values have a known form without `*` and `?`: names, methods, codes and versions. */
const NEVER_HOLD: ReadonlySet<string> = new Set([
  ...['host', 'node', 'cluster', 'dest_domains', 'tls_sni', 'tls_version', 'tls_cipher_suite', 'rcode', 'qclass'],
  ...['rrsets.class', 'method', 'response_code', 'type', 'protocol', 'protocol_version', 'level', 'request_id'],
  ...['kind', 'apiVersion', 'auditID', 'objectRef.apiGroup', 'objectRef.apiVersion', 'objectRef.resource'],
  ...['responseObject.apiVersion', 'responseObject.kind', 'user.username', 'user.groups'],
  ...['source.name', 'source.namespace', 'destination.name', 'destination.namespace', 'rules.id', 'rules.severity'],
  ...['gateway_name', 'gateway_namespace', 'gateway_class', 'gateway_route_name', 'gateway_route_namespace'],
]);
/** Labels of DNS logs: the value of a label has letters, digits, dashes, underscores and dots. */
const LABELS = /^(?:client_labels|servers\.labels)\./;
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
  const isName = TYPES.includes(type) && !HOLDS_WILDCARDS.test(key);
  const neverHolds = isName || NEVER_HOLD.has(key) || key.startsWith('policies.') || LABELS.test(key);
  return isMeant && neverHolds && (comparator === '=' || comparator === '!=');
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
