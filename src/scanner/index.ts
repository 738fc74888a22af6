export { NetshootScanner, type NetshootScannerProps } from './netshoot-scanner';
export { PortRange } from './port-range';
export { type PodsScanTargetOptions, ScanTarget } from './scan-target';
