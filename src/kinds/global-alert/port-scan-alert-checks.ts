import type { Duration } from 'cdk8s';
import { errorRule, type Finding, plural, warningRule } from '../../base';
import { type CalicoCluster, logsOf } from '../../calico';
import { Detector } from './detector';
import { PortScanMethod } from './port-scan-method';
import { portScanPlan } from './port-scan-plan';

const THRESHOLD = errorRule({
  id: 'port-scan-alert/threshold',
  form: 'program',
  on: '3.24',
  what: 'The threshold of a PortScanAlert must be a whole number, at least 1.',
  why: 'It is a number of rows of flow logs.',
  bad: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: 0 });",
  besides: ['global-alert/ordinary-traffic'],
  good: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: 100 });",
});
const THRESHOLD_UNREAD = warningRule({
  id: 'port-scan-alert/threshold-unread',
  form: 'program',
  on: '3.14',
  what: 'A threshold should only be set for a PortScanAlert that uses the rule over flow logs.',
  why: 'The detector has a threshold of its own and ignores this one.',
  bad: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: 100 });",
  good: "new PortScanAlert(chart, 'port-scan', { cluster, threshold: 100, method: PortScanMethod.FLOW_LOGS });",
});
const NAME_FIXED = warningRule({
  id: 'port-scan-alert/name-fixed',
  form: 'program',
  on: '3.14',
  what: 'A name should only be set for a PortScanAlert that uses the rule over flow logs.',
  why: 'The alert of a detector must have the name that Calico requires, so the given name is ignored.',
  bad: "new PortScanAlert(chart, 'port-scan', { cluster, name: 'network.scans' });",
  good: "new PortScanAlert(chart, 'port-scan', { cluster, name: 'network.scans', method: PortScanMethod.FLOW_LOGS });",
});

const INDISTINCT = errorRule({
  id: 'port-scan-alert/indistinct',
  form: 'program',
  on: '3.24',
  what: 'The flush interval of flow logs must be long enough to distinguish a port scan from ordinary traffic.',
  why: 'Ordinary traffic produces rows in each interval. If rows are written every second, it produces as many as a scan.',
  bad: "const logs = LogSettings.of({ flowLogsFlushInterval: Duration.seconds(1) });\nconst busy = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });\nnew PortScanAlert(chart, 'port-scan', { cluster: busy });",
  good: "const logs = LogSettings.of({ flowLogsFlushInterval: Duration.seconds(10) });\nconst busy = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });\nnew PortScanAlert(chart, 'port-scan', { cluster: busy });",
});

/** The name of a rule-based alert is checked in its manifest. */
export function checkName(name: string | undefined, method: PortScanMethod): Finding[] {
  const fixed = Detector.PORT_SCAN.alertName;
  if (name === undefined || name === fixed || method !== PortScanMethod.DETECTOR) {
    return [];
  }
  const message = `is ignored: Calico requires the name ${fixed} for the alert of its detector. Remove the name, or use the method FLOW_LOGS, whose alert can have any name`;
  return [{ ...NAME_FIXED, keys: ['name'], value: name, message }];
}

/** Whether it is a number is checked in the manifest. */
export function checkThreshold(threshold: number | undefined, method: PortScanMethod): Finding[] {
  if (threshold === undefined || !Number.isFinite(threshold)) {
    return [];
  }
  const finding = { keys: ['threshold'], value: threshold };
  if (method === PortScanMethod.DETECTOR) {
    const message =
      'is ignored by the detector, which has its own threshold; use the method FLOW_LOGS, or remove the threshold';
    return [{ ...THRESHOLD_UNREAD, ...finding, message }];
  }
  const message = 'must be a whole number, at least 1: it is a number of rows';
  return Number.isInteger(threshold) && threshold >= 1 ? [] : [{ ...THRESHOLD, ...finding, message }];
}

/** Checks that a rule can tell a scan from ordinary traffic at the log settings of the cluster. */
export function checkSettings({ threshold, lookback }: GivenCount, cluster: CalicoCluster): Finding[] {
  const { flowLogsFlushInterval } = logsOf(cluster);
  if (portScanPlan(cluster) !== undefined || (threshold !== undefined && lookback !== undefined)) {
    return [];
  }
  const message = `is ${plural(flowLogsFlushInterval.toSeconds(), 'second')}, so ordinary traffic produces as many rows as a port scan; use a longer flush interval, in the cluster and in its FelixConfiguration, or set threshold and lookback yourself`;
  return [{ ...INDISTINCT, keys: ['cluster', 'logs', 'flowLogsFlushInterval'], value: flowLogsFlushInterval, message }];
}

/** What a program set itself. */
interface GivenCount {
  readonly threshold?: number;
  readonly lookback?: Duration;
}

/** The rules that this file checks. */
export const PORT_SCAN_ALERT_RULES = [THRESHOLD, THRESHOLD_UNREAD, NAME_FIXED, INDISTINCT] as const;
