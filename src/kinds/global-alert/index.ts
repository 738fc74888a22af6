export { checkAggregation } from './aggregation-checks';
export { ALERT, type EvaluatedRule, type IAlert, ruleOfAlert } from './alert-interface';
export type { AlertOptions } from './alert-options';
export {
  type AggregatedAlertRuleOptions,
  AlertRule,
  type AlertRuleOptions,
  type AlertSubstitution,
} from './alert-rule';
export { Detector } from './detector';
export { DetectorAlert, type DetectorAlertProps, DetectorAlertTemplate } from './detector-alert';
export { hasDetector } from './detector-checks';
export { DETECTORS } from './detector-table';
export { GlobalAlert, GlobalAlertTemplate } from './global-alert';
export { checkGlobalAlert } from './global-alert-checks';
export type { GlobalAlertProps } from './global-alert-props';
export { GLOBAL_ALERT_KIND } from './kind';
export { AlertComparison, AlertCondition, AlertMetric, Metric } from './metric';
export { PortScanAlert, type PortScanAlertProps } from './port-scan-alert';
export {
  type IPortScanDetector,
  PORT_SCAN_DETECTOR,
  type PortScanDetection,
} from './port-scan-detector';
export { PortScanMethod } from './port-scan-method';
export { readAlert } from './read-alert';
export { ruleAlert } from './rule-alert';
export { RuleTemplate } from './rule-template';
export { GLOBAL_ALERT_RULES } from './rules';
