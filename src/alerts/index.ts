export { checkGlobalAlert } from './global-alert-checks';
export { formatGoDuration, parseGoDuration } from './go-duration';
export { PortScanAlert, type PortScanAlertProps } from './port-scan-alert';
