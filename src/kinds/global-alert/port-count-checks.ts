import { alert, type Finding, type Manifest, valueAt, warningRule } from '../../base';
import { type ClusterKind, FlowAggregation, felixExample, logsOf } from '../../calico';
import { type KnownFields, possibleMatch } from '../../evaluation';
import type { QueryNode } from '../../query';
import { countsPairs } from './port-scan-alerts';
import { ordinaryRows } from './port-scan-plan';
import { alertTimes, inWords } from './time-checks';

const PAIRS = {
  query: 'reporter = src',
  aggregateBy: '[source_namespace, dest_namespace, source_name_aggr, dest_name_aggr]',
  description: 'Port scan by ${source_namespace}/${source_name_aggr}',
  metric: 'count',
  condition: 'gte',
  period: '5m',
  lookback: '15m',
};

/** What is known about the rows of ordinary traffic, and of a scan. */
const BETWEEN_PODS: KnownFields = { source_type: 'wep', dest_type: 'wep' };

export const ORDINARY_TRAFFIC = warningRule({
  id: 'global-alert/ordinary-traffic',
  what: 'The threshold of an alert that counts rows of flow logs by pair should be higher than the number of rows that ordinary traffic produces.',
  why: 'Continuous traffic produces rows in every flush interval, so the alert can raise events without a scan. The number of rows depends on the log settings of the cluster.',
  bad: alert({ ...PAIRS, threshold: '6' }),
  good: alert({ ...PAIRS, threshold: '200' }),
});
export const SCAN_INVISIBLE = warningRule({
  id: 'global-alert/scan-invisible',
  on: '3.24',
  what: 'To detect port scans in flow logs, the logs of denied flows must have ports.',
  why: 'Without ports, a scan that a policy blocks produces a single row in each flush interval, however many ports it tries. A PortScanAlert for such a cluster is an error.',
  bad: `${felixExample('flowLogsFileAggregationKindForDenied: 3')}---\n${alert({ ...PAIRS, threshold: '200' })}`,
  good: `${felixExample('flowLogsFileAggregationKindForDenied: 2')}---\n${alert({ ...PAIRS, threshold: '200' })}`,
});

/**
 * Checks that an alert that counts rows by pairs of source and destination counts ports at the log settings of the cluster.
 *
 * @param query with the values of its substitutions; undefined if the alert has none
 */
export function checkPortCount(alert: Manifest, query: QueryNode | undefined, cluster: ClusterKind): Finding[] {
  return countsPairs(alert) ? [...checkThreshold(alert, query, cluster), ...checkVisible(query, cluster)] : [];
}

function checkThreshold(alert: Manifest, query: QueryNode | undefined, cluster: ClusterKind): Finding[] {
  const condition = valueAt(alert, 'spec', 'condition');
  const threshold = valueAt(alert, 'spec', 'threshold') ?? 0;
  const lookback = alertTimes(alert).lookback / 1_000;
  // Both ends report a connection, so a query that does not name one of them counts it twice.
  const ends = ['src', 'dst'].filter((reporter) => mayMatch(query, { ...BETWEEN_PODS, action: 'allow', reporter }));
  const rows = ordinaryRows(cluster, lookback) * ends.length;
  const isCrossed = condition === 'gte' ? rows >= Number(threshold) : condition === 'gt' && rows > Number(threshold);
  if (typeof threshold !== 'number' || rows === 0 || !isCrossed) {
    return [];
  }
  const { flowLogsFlushInterval } = logsOf(cluster);
  const message = `is reached without a scan: two Deployments with two pods each that connect continuously produce up to ${rows} rows within the lookback, because rows are written every ${inWords(flowLogsFlushInterval.toMilliseconds())}; use a higher threshold or a shorter lookback`;
  return [{ ...ORDINARY_TRAFFIC, keys: ['spec', 'threshold'], value: threshold, message }];
}

function checkVisible(query: QueryNode | undefined, cluster: ClusterKind): Finding[] {
  const hasPorts = logsOf(cluster).deniedFlows !== FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS;
  if (hasPorts || !mayMatch(query, { ...BETWEEN_PODS, action: 'deny' })) {
    return [];
  }
  const message =
    'counts one row for all ports of a blocked scan: on this cluster, logs of denied flows have no ports; set flowLogsFileAggregationKindForDenied to 2 or less in the FelixConfiguration';
  return [{ ...SCAN_INVISIBLE, keys: ['spec', 'metric'], value: 'count', message }];
}

function mayMatch(query: QueryNode | undefined, known: KnownFields): boolean {
  return query === undefined || possibleMatch(query, known) !== 'no';
}

/** The rules that this file checks. */
export const PORT_COUNT_RULES = [ORDINARY_TRAFFIC, SCAN_INVISIBLE] as const;
