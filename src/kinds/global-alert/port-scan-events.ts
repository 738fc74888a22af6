import type { IConstruct } from 'constructs';
import { errorRule, report } from '../../base';
import { alertProducer, EventSelection } from '../../events';
import { DataSet } from '../../logs';
import { PORT_SCAN_PAIRS } from './port-scan-alerts';
import { PortScanMethod } from './port-scan-method';

const DETECTOR_EVENTS = errorRule({
  id: 'port-scan-alert/detector-events',
  form: 'program',
  on: '3.14',
  what: 'The events of a PortScanAlert can be selected only if it uses the rule over flow logs.',
  why: "The type and the origin of a detector's events are not documented, so a query for them might match nothing.",
  bad: "new PortScanAlert(chart, 'port-scan', { cluster }).events;",
  good: "new PortScanAlert(chart, 'port-scan', { cluster, method: PortScanMethod.FLOW_LOGS }).events;",
});

/** A port scan alert, as far as its events depend on it. */
interface ScanAlert extends IConstruct {
  readonly method: PortScanMethod;
  readonly alertName: string;
  readonly severity: number;
}

/**
 * The events of a port scan alert.
 *
 * @throws FindingsError when its detector raises them
 */
export function portScanEvents({ node, method, alertName, severity }: ScanAlert): EventSelection {
  const message =
    "are not documented for a detector: use the method FLOW_LOGS, or EventSelection.matching with a query that you have tried against the detector's events";
  report(node.path, method === PortScanMethod.DETECTOR ? [{ ...DETECTOR_EVENTS, keys: ['events'], message }] : []);
  return EventSelection._of(
    alertProducer({
      name: alertName,
      severity,
      dataSet: DataSet.FLOWS,
      aggregateBy: PORT_SCAN_PAIRS,
      hasMetric: true,
    }),
  );
}

/** The rules that this file checks. */
export const PORT_SCAN_EVENTS_RULES = [DETECTOR_EVENTS] as const;
