import { type Manifest, valueAt } from '../../base';
import { Detector } from './detector';

/** Default name of the alert whose rule finds port scans; the detector's is reserved by Calico. */
export const PORT_SCAN_RULE_ALERT = 'network.port-scan';

/** What the rule counts rows of flow logs by: each pair of a source and a destination. */
export const PORT_SCAN_PAIRS = ['source_namespace', 'dest_namespace', 'source_name_aggr', 'dest_name_aggr'];

/** Whether an alert finds port scans: by its name, or as a rule of any name that counts as ours does. */
export function isPortScanAlert(alert: Manifest): boolean {
  const name = valueAt(alert, 'metadata', 'name');
  return name === PORT_SCAN_RULE_ALERT || name === Detector.PORT_SCAN.alertName || countsPairs(alert);
}

function countsPairs(alert: Manifest): boolean {
  const fields = valueAt(alert, 'spec', 'aggregateBy');
  return (
    valueAt(alert, 'spec', 'dataSet') === 'flows' &&
    valueAt(alert, 'spec', 'metric') === 'count' &&
    Array.isArray(fields) &&
    fields.length === PORT_SCAN_PAIRS.length &&
    PORT_SCAN_PAIRS.every((field) => fields.includes(field))
  );
}

/** Description and summary of the rule's alert unless the user gives others. */
export const PORT_SCAN_RULE_TEXT =
  'Port scan: ${source_namespace}/${source_name_aggr} left ${count} rows of flow logs to ${dest_namespace}/${dest_name_aggr}, one for each port that it tried.';
