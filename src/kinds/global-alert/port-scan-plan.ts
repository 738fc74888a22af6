import { type ClusterKind, FlowAggregation, levelOf, logsOf } from '../../calico';

/** When a rule counts the rows of flow logs, and how many make a port scan. Times are in seconds. */
export interface PortScanPlan {
  readonly period: number;
  readonly lookback: number;
  readonly threshold: number;
}

/** The pods of an ordinary pair of Deployments, of which each pod of one connects to each of the other all the time. */
const PODS = 2;

/** The scan that the alert must raise an event for: that of the workshop. */
const SCAN_PORTS = 600;
const SCAN_SECONDS = 150;

/** How many times the threshold is above ordinary traffic, and below the scan; less if rows are written very often. */
const MARGINS: readonly number[] = [2, 1.5];

const PERIOD = 300;
const LOOKBACK = 900;
const THRESHOLD = 200;
/** Tried in this order; half of the ports of the scan is the most that the margin allows. */
const THRESHOLDS: readonly number[] = [THRESHOLD, 250, 300];
const MINUTE = 60;

/** The plan for Calico's default log settings. */
export const DEFAULT_PLAN: PortScanPlan = { period: PERIOD, lookback: LOOKBACK, threshold: THRESHOLD };

/** The rows that ordinary traffic of one pair of source and destination leaves within a lookback, at most. */
export function ordinaryRows(cluster: ClusterKind, lookback: number): number {
  const { flowLogsFlushInterval, allowedFlows } = logsOf(cluster);
  // Each node writes rows of its own. Pods of one controller share them from this level on.
  const each = levelOf(allowedFlows) >= levelOf(FlowAggregation.BY_POD_PREFIX) ? PODS : PODS * PODS;
  return each * Math.ceil(lookback / flowLogsFlushInterval.toSeconds());
}

/**
 * Period, lookback and threshold with which a rule distinguishes a scan from ordinary traffic at the log settings of a cluster:
 * the default of 200 rows within 15 minutes, or a shorter lookback if rows are written so often that ordinary traffic
 * would produce as many. Undefined if no lookback separates the two.
 */
export function portScanPlan(cluster: ClusterKind): PortScanPlan | undefined {
  const flush = logsOf(cluster).flowLogsFlushInterval.toSeconds();
  const longest = Math.max(LOOKBACK, PERIOD + flush + PERIOD);
  const plans = THRESHOLDS.flatMap((threshold) => plansFor(threshold, flush, longest));
  for (const margin of MARGINS) {
    const plan = plans.find((one) => separates(one, cluster, margin));
    if (plan !== undefined) {
      return plan;
    }
  }
  return undefined;
}

/** The longest lookback first, in minutes; a shorter one has a third of it as its period. */
function plansFor(threshold: number, flush: number, longest: number): PortScanPlan[] {
  const plans: PortScanPlan[] = [];
  for (let lookback = longest; lookback > flush; lookback -= MINUTE) {
    const period = lookback >= LOOKBACK ? PERIOD : Math.max(MINUTE, Math.floor(lookback / (3 * MINUTE)) * MINUTE);
    plans.push({ period, lookback, threshold });
  }
  return plans;
}

/** Whether a run sees enough of a scan, whatever its phase, and ordinary traffic stays below the threshold. */
function separates({ period, lookback, threshold }: PortScanPlan, cluster: ClusterKind, margin: number): boolean {
  const flush = logsOf(cluster).flowLogsFlushInterval.toSeconds();
  const seen = Math.min(1, (lookback - period - flush) / SCAN_SECONDS) * SCAN_PORTS;
  return ordinaryRows(cluster, lookback) * margin <= threshold && seen >= threshold * margin;
}
