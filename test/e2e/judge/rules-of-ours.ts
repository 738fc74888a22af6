/** A rule of ours that the API server does not have, so that it takes what the rule refuses. */
interface RuleOfOurs {
  /** Why it is an error all the same. */
  readonly why: string;
  /** The release since which the API server refuses the same. */
  readonly until?: string;
}

/** Calico's own API server, which stood before the CRDs until 3.22, and its controllers have more rules than a schema. */
const VALIDATION = "Calico's own validation refuses it";
const QUERY = 'Calico cannot read the query, and the alert never becomes active';
const STATED_SINCE = { why: `${VALIDATION}; the schema says so since 3.24`, until: '3.24' };
const NO_DETECTORS = { why: 'nothing runs detectors any more; the schema says so since 3.24', until: '3.24' };

/** All such rules; what our checks refuse by any other, the API server must refuse. */
export const RULES_OF_OURS: Readonly<Record<string, RuleOfOurs>> = {
  'detector-alert/detector-missing': NO_DETECTORS,
  'detector-alert/detector-unknown': NO_DETECTORS,
  'detector-alert/name': NO_DETECTORS,
  'detector-alert/removed': NO_DETECTORS,
  'global-alert/aggregation-forbidden': { why: VALIDATION },
  'global-alert/count-with-field': STATED_SINCE,
  'global-alert/data-set-missing': STATED_SINCE,
  'global-alert/description-missing': { why: `${VALIDATION}; the schema takes an empty text` },
  'global-alert/duration-format': { why: 'the field is a duration in Go; the schema has it as any text' },
  'global-alert/field-value': STATED_SINCE,
  'global-alert/field-without-metric': STATED_SINCE,
  'global-alert/lookback-too-short': { why: VALIDATION },
  'global-alert/metric-without-condition': STATED_SINCE,
  'global-alert/metric-without-field': STATED_SINCE,
  'global-alert/period-too-short': { why: VALIDATION },
  'global-alert/reserved-name': { why: 'Calico deletes alerts of such names' },
  'global-alert/severity-range': { why: `${VALIDATION}; the schema takes every integer` },
  'global-alert/spec-missing': { why: 'there is nothing to look for; the schema says so since 3.23', until: '3.23' },
  'global-alert/substitution-duplicate': { why: VALIDATION },
  'global-alert/substitution-empty': { why: 'Calico drops empty values, and cannot read a query with an empty set' },
  'global-alert/substitution-missing': { why: QUERY },
  'global-alert/substitution-name': { why: VALIDATION },
  'global-alert/variable-empty': { why: VALIDATION },
  'global-alert/variable-unclosed': { why: VALIDATION },
  'global-alert/variable-unknown': { why: VALIDATION },
  'query/comparator': { why: QUERY },
  'query/field-not-yet': { why: QUERY },
  'query/not-yet': { why: QUERY },
  'query/syntax': { why: QUERY },
  'query/unknown-field': { why: QUERY },
  'query/value': { why: QUERY },
};

/** Whether the API server of a release may take what the rule refuses. */
export function isRuleOfOurs(rule: string, release: string): boolean {
  const ours = Object.hasOwn(RULES_OF_OURS, rule) ? RULES_OF_OURS[rule] : undefined;
  return ours !== undefined && (ours.until === undefined || Number(release) < Number(ours.until));
}
