export { NetshootScanner, type NetshootScannerProps } from './netshoot-scanner';
export { type NmapOptions, NmapTiming } from './nmap';
export { PortRange } from './port-range';
export { ScanRun, ScanRunKind } from './scan-run';
export {
  type AddressesScanTargetOptions,
  type PodsScanTargetOptions,
  ScanTarget,
  ScanTargetKind,
  type ServiceScanTargetOptions,
} from './scan-target';
