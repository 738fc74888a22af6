export { AdJob, type AdJobSettings, AdJobsDeployment, type AdJobsDeploymentProps } from './ad-jobs';
export { PortScanAlert, type PortScanAlertProps } from './alerts';
export {
  CalicoCluster,
  type CalicoClusterProps,
  CalicoTopology,
  type ManagedCalicoClusterProps,
} from './cluster';
export { CalicoProduct, CalicoRelease } from './release';
export {
  NetshootScanner,
  type NetshootScannerProps,
  type PodsScanTargetOptions,
  PortRange,
  ScanTarget,
} from './scanner';
export { TaintEffect, type Toleration, TolerationOperator, type WorkloadOptions } from './workloads';
export { AnomalyDetectionChart, type AnomalyDetectionChartProps, DemoTarget, type DemoTargetProps } from './workshop';
