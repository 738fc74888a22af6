export type { AlertOptions } from './alert-options';
export { DataSet } from './data-set';
export { Detector } from './detector';
export { DetectorAlert, type DetectorAlertProps, DetectorAlertTemplate } from './detector-alert';
export { hasDetector } from './detector-checks';
export { DETECTORS } from './detector-table';
export { checkGlobalAlert } from './global-alert-checks';
export { formatGoDuration, parseGoDuration } from './go-duration';
export { PortScanAlert, type PortScanAlertProps, PortScanMethod } from './port-scan-alert';
