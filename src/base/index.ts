export { formOf, isAlike, isPlainData } from './data-forms';
export { dateTime } from './date-time';
export { type Difference, differences, type Pair } from './differences';
export { adJobs, adJobsWith, alert, detectorAlert, jobsPolicy, NAMED_CLUSTER, podsOf } from './example-manifests';
export { beginsWith, type DataKeys, fieldPath, type Keys, type NamedItem } from './field-path';
export { type Finding, FindingSeverity } from './finding';
export { FindingsError, UserError } from './findings-error';
export { formatFindings, formatValue } from './format';
export { isMap, listAt, type Manifest, textAt, valueAt } from './manifest';
export { markdownTable, markdownText } from './markdown';
export { nearestMark } from './marks';
export { ownValue } from './own-value';
export { parsedJson } from './parsed-json';
export { pathWithin } from './path-within';
export { plural } from './plural';
export { beginningOf, printable, printableJson, printableLines, withoutUnprintable } from './printable';
export { remembered } from './remembered';
export { onceReporter, report, withListener } from './report';
export {
  type AcceptedAs,
  type AnyRuleDescription,
  asWarning,
  errorRule,
  noticeRule,
  Rule,
  type RuleDescription,
  type RuleMark,
  warningRule,
} from './rule';
export { sanitizeLine } from './sanitize-line';
export { Secrets } from './secrets';
export { section } from './section';
export { nearestWord, suggestion } from './suggestion';
export { REFUSED_BY_SCHEMA, REJECTED, UNREAD } from './who-checks';
