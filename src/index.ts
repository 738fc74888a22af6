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
  type AlertOptions,
  DataSet,
  Detector,
  DetectorAlert,
  type DetectorAlertProps,
  DetectorAlertTemplate,
  type IPortScanDetector,
  PortScanAlert,
  type PortScanAlertProps,
  type PortScanDetection,
  PortScanMethod,
} from './alerts';
export {
  CalicoCluster,
  type CalicoClusterProps,
  CalicoTopology,
  type ManagedCalicoClusterProps,
} from './cluster';
export { CalicoProduct, CalicoRelease } from './release';
export {
  type AddressesScanTargetOptions,
  NetshootScanner,
  type NetshootScannerProps,
  type NmapOptions,
  NmapTiming,
  type PodsScanTargetOptions,
  PortRange,
  ScanRun,
  ScanRunKind,
  ScanTarget,
  ScanTargetKind,
  type ServiceScanTargetOptions,
} from './scanner';
export { TaintEffect, type Toleration, TolerationOperator, type WorkloadOptions } from './workloads';
export { AnomalyDetectionChart, type AnomalyDetectionChartProps, DemoTarget, type DemoTargetProps } from './workshop';
