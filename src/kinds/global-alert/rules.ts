import { ADDRESS_RANGE_RULES } from './address-range-checks';
import { AGGREGATED_LOG_RULES } from './aggregated-log-checks';
import { AGGREGATION_RULES } from './aggregation-checks';
import { ALERT_FIELDS_RULES } from './alert-fields';
import { ANALYZED_TEXT_RULES } from './analyzed-text-checks';
import { GLOBAL_ALERT_DETECTOR_RULES } from './detector';
import { DETECTOR_RULES } from './detector-checks';
import { EVENT_TEXT_RULES } from './event-text-checks';
import { GLOBAL_ALERT_CHECKS_RULES } from './global-alert-checks';
import { GROUP_RULES } from './group-checks';
import { HONEYPOD_RULES } from './honeypod-checks';
import { METADATA_RULES } from './metadata-checks';
import { METRIC_RULES } from './metric-checks';
import { METRIC_REACH_RULES } from './metric-reach-checks';
import { NAME_RULES } from './name-questions';
import { NESTED_NEGATION_RULES } from './nested-negation-checks';
import { PORT_COUNT_RULES } from './port-count-checks';
import { PORT_SCAN_ALERT_RULES } from './port-scan-alert-checks';
import { PORT_SCAN_EVENTS_RULES } from './port-scan-events';
import { QUERY_RULES } from './query-checks';
import { SET_RULES } from './set-checks';
import { SUBSTITUTION_RULES } from './substitution-checks';
import { SWITCHED_OFF_LOG_RULES } from './switched-off-log-checks';
import { TEMPLATE_RULES } from './template-checks';
import { TIER_NAME_RULES } from './tier-name-checks';
import { TIME_RULES } from './time-checks';
import { TIME_COMPARISON_RULES } from './time-comparison-checks';
import { UNINDEXED_FIELD_RULES } from './unindexed-field-checks';
import { VULNERABILITY_RULES } from './vulnerability-checks';
import { WILDCARD_COMPARISON_RULES } from './wildcard-comparison-checks';

/** The rules of this folder. */
export const GLOBAL_ALERT_RULES = [
  ...ADDRESS_RANGE_RULES,
  ...AGGREGATED_LOG_RULES,
  ...AGGREGATION_RULES,
  ...ALERT_FIELDS_RULES,
  ...ANALYZED_TEXT_RULES,
  ...DETECTOR_RULES,
  ...GLOBAL_ALERT_DETECTOR_RULES,
  ...EVENT_TEXT_RULES,
  ...GLOBAL_ALERT_CHECKS_RULES,
  ...GROUP_RULES,
  ...HONEYPOD_RULES,
  ...METADATA_RULES,
  ...METRIC_RULES,
  ...METRIC_REACH_RULES,
  ...NAME_RULES,
  ...NESTED_NEGATION_RULES,
  ...PORT_COUNT_RULES,
  ...PORT_SCAN_ALERT_RULES,
  ...PORT_SCAN_EVENTS_RULES,
  ...QUERY_RULES,
  ...SET_RULES,
  ...SUBSTITUTION_RULES,
  ...SWITCHED_OFF_LOG_RULES,
  ...TEMPLATE_RULES,
  ...TIER_NAME_RULES,
  ...TIME_RULES,
  ...TIME_COMPARISON_RULES,
  ...UNINDEXED_FIELD_RULES,
  ...VULNERABILITY_RULES,
  ...WILDCARD_COMPARISON_RULES,
] as const;

export type GlobalAlertRuleId = (typeof GLOBAL_ALERT_RULES)[number]['id'];
