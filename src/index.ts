export {
  CalicoCluster,
  type CalicoClusterProps,
  CalicoProduct,
  CalicoRelease,
  CalicoTopology,
  FlowAggregation,
  LogSettings,
  type LogSettingsOptions,
  type ManagedCalicoClusterProps,
} from './calico';
export {
  type AddressesScanTargetOptions,
  AnomalyDetectionChart,
  type AnomalyDetectionChartProps,
  DemoTarget,
  type DemoTargetProps,
  NetshootScanner,
  type NetshootScannerProps,
  type NmapOptions,
  NmapTiming,
  type PodScanRunOptions,
  type PodsScanTargetOptions,
  PortRange,
  ScanRun,
  ScanRunKind,
  ScanTarget,
  ScanTargetKind,
  type ServiceScanTargetOptions,
} from './drill';
export {
  AdJob,
  type AdJobAlertsPerDaySettings,
  type AdJobForestSettings,
  type AdJobGeneralSettings,
  type AdJobSensitivitySettings,
  type AdJobSettings,
  AdJobsDeployment,
  type AdJobsDeploymentProps,
  type AdJobThresholdSettings,
} from './kinds/ad-jobs';
export {
  type AggregatedAlertRuleOptions,
  AlertComparison,
  AlertCondition,
  AlertMetric,
  type AlertOptions,
  AlertRule,
  type AlertRuleOptions,
  type AlertSubstitution,
  Detector,
  DetectorAlert,
  type DetectorAlertProps,
  DetectorAlertTemplate,
  GlobalAlert,
  type GlobalAlertProps,
  GlobalAlertTemplate,
  type IPortScanDetector,
  Metric,
  PortScanAlert,
  type PortScanAlertProps,
  type PortScanDetection,
  PortScanMethod,
  RuleTemplate,
} from './kinds/global-alert';
export { ThreatDefenseLogSettings, type ThreatDefenseLogSettingsProps } from './kinds/log-settings';
export { PodUser, TaintEffect, type Toleration, TolerationOperator, type WorkloadOptions } from './kubernetes';
export { DataSet } from './logs';
export { Fleet, type FleetMember, type FleetProps, type FleetSummary } from './output';
export { AuditFields, DnsFields, FlowFields, L7Fields, Query, QueryField } from './query';
export { VerifierRole, type VerifierRoleProps, type VerifierServiceAccountOptions, VerifierSubject } from './verify';
