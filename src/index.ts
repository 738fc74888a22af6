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
} from './ad-jobs';
export {
  type AggregatedAlertRuleOptions,
  AlertComparison,
  AlertCondition,
  AlertMetric,
  type AlertOptions,
  AlertRule,
  type AlertRuleOptions,
  type AlertSubstitution,
  AuditFields,
  DataSet,
  Detector,
  DetectorAlert,
  type DetectorAlertProps,
  DetectorAlertTemplate,
  DnsFields,
  FlowFields,
  GlobalAlert,
  type GlobalAlertProps,
  GlobalAlertTemplate,
  type IPortScanDetector,
  L7Fields,
  Metric,
  PortScanAlert,
  type PortScanAlertProps,
  type PortScanDetection,
  PortScanMethod,
  Query,
  QueryField,
  RuleTemplate,
} from './alerts';
export {
  CalicoCluster,
  type CalicoClusterProps,
  CalicoTopology,
  type ManagedCalicoClusterProps,
} from './cluster';
export { Fleet, type FleetMember, type FleetProps, type FleetSummary } from './output/fleet';
export { CalicoProduct, CalicoRelease } from './release';
export {
  type AddressesScanTargetOptions,
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
} from './scanner';
export {
  VerifierRole,
  type VerifierRoleProps,
  type VerifierServiceAccountOptions,
  VerifierSubject,
} from './verify';
export { PodUser, TaintEffect, type Toleration, TolerationOperator, type WorkloadOptions } from './workloads';
export { AnomalyDetectionChart, type AnomalyDetectionChartProps, DemoTarget, type DemoTargetProps } from './workshop';
