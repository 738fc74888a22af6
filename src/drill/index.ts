export { addressProblem, isPublic } from './address';
export { AlertsChart, type AlertsChartProps } from './alerts/alerts-chart';
export { AnomalyDetectionChart } from './anomaly-detection-chart';
export type { AnomalyDetectionChartProps } from './anomaly-detection-chart-props';
export {
  type DatabaseDecoyProps,
  Decoy,
  type DecoyImageOptions,
  type DecoyOptions,
  DecoyProgram,
  type IpEnumerationDecoyProps,
  type ServiceDecoyProps,
} from './decoy';
export { checkDemoNamespace, DemoTarget, type DemoTargetProps } from './demo-target';
export { NETSHOOT_SCANNER, NetshootScanner } from './netshoot-scanner';
export type { NetshootScannerProps } from './netshoot-scanner-props';
export { type NmapOptions, NmapTiming } from './nmap';
export {
  type AddressProbeTargetOptions,
  type HostProbeTargetOptions,
  Probe,
  ProbeAction,
  ProbeActionKind,
  type ProbeProps,
  ProbeRun,
  ProbeTarget,
  ProbeTargetKind,
  type RequestProbeOptions,
  type ServiceProbeTargetOptions,
} from './probe';
export { probeArguments } from './probe-arguments';
export { DRILL_RULES } from './rules';
export { type PodScanRunOptions, ScanRun, ScanRunKind } from './scan-run';
export { ScanTarget, ScanTargetKind } from './scan-target';
export type {
  AddressesScanTargetOptions,
  PodsScanTargetOptions,
  ServiceScanTargetOptions,
} from './scan-target-options';
export { ThreatFeedChart, type ThreatFeedChartProps } from './threat-feed-chart';
export { THREAT_FEED_PROBE, ThreatFeedProbe } from './threat-feed-probe';
export type { ThreatFeedProbeProps } from './threat-feed-probe-props';
