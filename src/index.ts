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
export { EventFields, EventSelection } from './events';
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
export { AlertException, type AlertExceptionProps } from './kinds/alert-exception';
export {
  BlockDirections,
  BlockTier,
  type BlockTierOptions,
  QuarantinePolicy,
  type QuarantinePolicyProps,
  ThreatFeedBlock,
  type ThreatFeedBlockProps,
} from './kinds/blocking';
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
export {
  CsvColumn,
  type CsvFormatOptions,
  FeedFormat,
  type FeedHeader,
  HeaderValue,
  type HeaderValueOptions,
  KnownFeed,
  type KnownThreatFeedOptions,
  ThreatFeed,
  type ThreatFeedAddressesOptions,
  ThreatFeedContent,
  ThreatFeedContentKind,
  ThreatFeedMode,
  type ThreatFeedOptions,
  type ThreatFeedProps,
  type ThreatFeedPullOptions,
  ThreatFeedSource,
} from './kinds/threat-feed';
export {
  PodUser,
  TaintEffect,
  TimeWindow,
  type Toleration,
  TolerationOperator,
  type WorkloadOptions,
} from './kubernetes';
export { DataSet } from './logs';
export { Fleet, type FleetMember, type FleetProps, type FleetSummary } from './output';
export { AuditFields, DnsFields, FlowFields, L7Fields, PolicySelector, Query, QueryField } from './query';
export { VerifierRole, type VerifierRoleProps, type VerifierServiceAccountOptions, VerifierSubject } from './verify';
