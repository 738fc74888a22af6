import { type Manifest, valueAt } from '../../base';
import { Detector } from './detector';

/** Default name of the rule-based port scan alert; Calico reserves the name of the detector's. */
export const PORT_SCAN_RULE_ALERT = 'network.port-scan';

/** The rule counts rows of flow logs for each pair of a source and a destination. */
export const PORT_SCAN_PAIRS = ['source_namespace', 'dest_namespace', 'source_name_aggr', 'dest_name_aggr'];

/** Whether an alert detects port scans: by its name, or by counting rows like our rule. */
export function isPortScanAlert(alert: Manifest): boolean {
  const name = valueAt(alert, 'metadata', 'name');
  return name === PORT_SCAN_RULE_ALERT || name === Detector.PORT_SCAN.alertName || countsPairs(alert);
}

/** Whether an alert counts rows of flow logs for each pair of a source and a destination. */
export function countsPairs(alert: Manifest): boolean {
  const fields = valueAt(alert, 'spec', 'aggregateBy');
  return (
    valueAt(alert, 'spec', 'dataSet') === 'flows' &&
    valueAt(alert, 'spec', 'metric') === 'count' &&
    Array.isArray(fields) &&
    fields.length === PORT_SCAN_PAIRS.length &&
    PORT_SCAN_PAIRS.every((field) => fields.includes(field))
  );
}

/** The default description and summary of the rule-based alert. */
export const PORT_SCAN_RULE_TEXT =
  'Port scan: ${source_namespace}/${source_name_aggr} tried ports of ${dest_namespace}/${dest_name_aggr}: ${count} rows of flow logs, one for each port.';
