import { errorRule, type Finding, FindingSeverity, type Manifest, valueAt, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import { checkConditions, checkEventQuery } from '../../events';
import { exception, selecting } from './example';
import { SKIPPED } from './who-checks';
import { checkWidth } from './width-checks';

const withQuery = (query: string) => exception({ selector: selecting(query) });
const RIGHT = exception();

const QUERY = errorRule({
  id: 'alert-exception/query',
  what: 'The selector of an exception must be a query with at least one condition.',
  why: SKIPPED,
  bad: withQuery('origin == "network.port-scan"'),
  good: RIGHT,
});
const FIELD_UNKNOWN = errorRule({
  id: 'alert-exception/field-unknown',
  what: 'The selector of an exception must use fields of events.',
  why: `The fields of events differ from those of the logs. ${SKIPPED} Calico does not check the fields of IN, NOTIN and EMPTY (observed, not documented), so for those it is a warning.`,
  bad: withQuery('origin = "network.dns" AND client_namespace = "security-tools"'),
  good: withQuery('origin = "network.dns" AND source_namespace = "security-tools"'),
});
const VALUE = errorRule({
  id: 'alert-exception/value',
  what: 'A field in the selector of an exception must be compared with a value that it can have.',
  why: `${SKIPPED} Calico does not check the members of sets (observed, not documented), so for those it is a warning.`,
  bad: withQuery('origin = "network.port-scan" AND source_ip = "10.0.0"'),
  good: withQuery('origin = "network.port-scan" AND source_ip = "10.0.0.7"'),
});
const UNREACHABLE_TYPE = warningRule({
  id: 'alert-exception/unreachable-type',
  what: 'The selector of an exception should not select a type of event that the release does not have.',
  why: 'Such an exception hides nothing.',
  bad: withQuery('type = anomaly_detection_job AND source_namespace = "security-tools"'),
  good: RIGHT,
});
const UNMATCHED = warningRule({
  id: 'alert-exception/query-unmatched',
  what: 'The selector of an exception should not compare a field with a value that events of the type never have.',
  why: 'Such an exception hides nothing. Which fields and values the events of a type have is observed, not documented.',
  bad: withQuery('type = gtf_suspicious_flow AND origin = "bad-addresses"'),
  good: withQuery('type = gtf_suspicious_flow AND dest_ip = "203.0.113.7"'),
});

const WILDCARD = warningRule({
  id: 'alert-exception/query-wildcard',
  what: 'The selector of an exception should use wildcards only in sets.',
  why: 'A comparison reads * and ? literally, and no name contains them, so = never matches and != excludes nothing.',
  bad: withQuery('origin = "network.scan" AND source_name = "scanner-*"'),
  good: withQuery('origin = "network.scan" AND source_name IN {"scanner-*"}'),
});

const RULES = {
  syntax: QUERY,
  unknownField: FIELD_UNKNOWN,
  value: VALUE,
  unreachableType: UNREACHABLE_TYPE,
  wildcard: WILDCARD,
};
const KEYS = ['spec', 'selector'] as const;

/** Checks which events an exception hides. */
export function checkSelector(manifest: Manifest, release: CalicoRelease): Finding[] {
  const value = valueAt(manifest, ...KEYS);
  if (value === undefined || value === null) {
    const message = 'is required; write a query, such as origin = "network.port-scan"';
    return [{ ...QUERY, keys: KEYS, value, message }];
  }
  if (typeof value !== 'string') {
    return [];
  }
  const { node, findings } = checkEventQuery(value, KEYS, RULES, release);
  if (node === undefined) {
    return [...findings];
  }
  // With a wrong condition, it is unknown what the query was meant to select.
  const hasErrors = findings.some(({ severity }) => severity === FindingSeverity.ERROR);
  const width = hasErrors ? [] : checkWidth(node, KEYS, value);
  return [...findings, ...checkConditions(node, KEYS, UNMATCHED), ...width];
}

/** The rules that this file checks. */
export const QUERY_RULES = [QUERY, FIELD_UNKNOWN, VALUE, UNREACHABLE_TYPE, UNMATCHED, WILDCARD] as const;
