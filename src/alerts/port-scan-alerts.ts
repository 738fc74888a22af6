import { type Manifest, valueAt } from '../manifest';
import { Detector } from './detector';

/** Name of the alert whose rule finds port scans; the detector's is reserved by Calico. */
export const PORT_SCAN_RULE_ALERT = 'network.port-scan';

/** Whether an alert is one of the two by which port scans are found. */
export function isPortScanAlert(alert: Manifest): boolean {
  const name = valueAt(alert, 'metadata', 'name');
  return name === PORT_SCAN_RULE_ALERT || name === Detector.PORT_SCAN.alertName;
}
