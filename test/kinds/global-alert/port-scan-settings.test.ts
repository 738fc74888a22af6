import { Duration } from 'cdk8s';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  GlobalAlert,
  LogSettings,
  Metric,
  PortScanAlert,
} from '../../../src';
import { deploymentPods, type FlowRow, flowRows, portScan, steadyTraffic } from '../../../src/logs';
import { captureStderr, messageOf, testChart } from '../../support';

const release = CalicoRelease.enterprise('3.24');
const { NONE, BY_SOURCE, BY_POD_PREFIX, BY_POD_PREFIX_WITHOUT_PORTS } = FlowAggregation;

function clusterWith(logs: LogSettings): CalicoCluster {
  return CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });
}

const settings = (seconds: number, allowedFlows: FlowAggregation) =>
  LogSettings.of({ flowLogsFlushInterval: Duration.seconds(seconds), allowedFlows });

/** The most rows of one pair, as the source reports them, that a run sees, by the phase of the runs: fewest and most. */
function rowsOfRuns(rows: readonly FlowRow[], { lookback, period }: PortScanAlert): [fewest: number, most: number] {
  const ends = rows.filter(({ reporter }) => reporter === 'src').map((row) => Number(row['end_time']));
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const seen = (now: number) => ends.filter((end) => end > now - lookback.toSeconds() && end <= now).length;
  const phases = Array.from({ length: period.toSeconds() / 10 }, (_, index) => index * 10).map((phase) => {
    const runs: number[] = [];
    for (let now = first + phase; now <= last + lookback.toSeconds(); now += period.toSeconds()) {
      runs.push(seen(now));
    }
    return Math.max(...runs);
  });
  return [Math.min(...phases), Math.max(...phases)];
}

const CLIENTS = deploymentPods('shop', 'web', 2, 1);
const SERVERS = deploymentPods('kube-system', 'coredns', 2, 2);

describe.each([300, 60, 15, 10])('flow logs that are written every %d seconds', (seconds) => {
  describe.each([NONE, BY_SOURCE, BY_POD_PREFIX])('and aggregated: %s', (allowed) => {
    const logs = settings(seconds, allowed);
    const alert = new PortScanAlert(testChart(), 'port-scan', { cluster: clusterWith(logs) });
    const threshold = alert.threshold ?? 0;

    it('leave at most half of the threshold of ordinary traffic', () => {
      const hour = { from: 0, seconds: 3_600 };
      const [, most] = rowsOfRuns(flowRows(steadyTraffic(CLIENTS, SERVERS, hour, seconds), logs), alert);
      expect(most).toBeGreaterThan(0);
      expect(most * 2).toBeLessThanOrEqual(threshold);
    });

    it.each([1, 60, 121, 150])('have twice the threshold of a scan that takes %d seconds, in each phase', (length) => {
      for (const from of [0, 0.3 * seconds, 0.99 * seconds]) {
        const scan = portScan(CLIENTS[0] as never, SERVERS[0] as never, { from, seconds: length }, { ports: 600 });
        const [fewest] = rowsOfRuns(flowRows(scan, logs), alert);
        expect(fewest).toBeGreaterThanOrEqual(2 * threshold);
      }
    });
  });
});

describe('a port scan alert', () => {
  captureStderr();

  it.each([
    [LogSettings.defaults(release), [5, 15, 200]],
    [settings(60, BY_POD_PREFIX), [5, 15, 200]],
    [settings(15, BY_SOURCE), [2, 6, 200]],
    [settings(10, BY_SOURCE), [1, 4, 200]],
    [settings(10, BY_POD_PREFIX), [2, 8, 200]],
    [settings(5, BY_SOURCE), [1, 3, 250]],
    [settings(3_600, BY_SOURCE), [5, 70, 200]],
  ])('has times and a threshold that fit %j', (logs, expected) => {
    const alert = new PortScanAlert(testChart(), 'port-scan', { cluster: clusterWith(logs) });
    expect([alert.period.toMinutes(), alert.lookback.toMinutes(), alert.threshold]).toEqual(expected);
  });

  it('keeps what a program sets', () => {
    const cluster = clusterWith(settings(10, BY_SOURCE));
    const lookback = Duration.minutes(3);
    const alert = new PortScanAlert(testChart(), 'port-scan', { cluster, threshold: 250, lookback });
    expect([alert.period.toMinutes(), alert.lookback.toMinutes(), alert.threshold]).toEqual([1, 3, 250]);
  });

  it('is rejected where a scan leaves no more rows than ordinary traffic', () => {
    const cluster = clusterWith(settings(1, BY_SOURCE));
    expect(messageOf(() => new PortScanAlert(testChart(), 'port-scan', { cluster }))).toBe(
      'test/port-scan: 1 problem\n  cluster.logs.flowLogsFlushInterval = Duration.millis(1000): is 1 second, so ordinary traffic leaves as many rows as a port scan; use a longer flush interval, in the cluster and in its FelixConfiguration, or set threshold and lookback yourself [port-scan-alert/indistinct]',
    );
    const own = { cluster, threshold: 500, lookback: Duration.minutes(2) };
    expect(() => new PortScanAlert(testChart(), 'port-scan', own)).not.toThrow();
  });

  it('is rejected where logs of denied flows have no ports', () => {
    const cluster = clusterWith(LogSettings.of({ deniedFlows: BY_POD_PREFIX_WITHOUT_PORTS }));
    expect(messageOf(() => new PortScanAlert(testChart(), 'port-scan', { cluster }))).toBe(
      'test/port-scan: 1 problem\n  spec.metric = "count": counts one row for all ports of a blocked scan: on this cluster, logs of denied flows have no ports; set flowLogsFileAggregationKindForDenied to 2 or less in the FelixConfiguration [global-alert/scan-invisible]',
    );
  });
});

describe('an alert that counts rows by pair', () => {
  const stderr = captureStderr();

  const PAIRS = ['source_namespace', 'dest_namespace', 'source_name_aggr', 'dest_name_aggr'];
  const counting = (logs: LogSettings, threshold: number) =>
    new GlobalAlert(testChart(), 'alert', {
      cluster: clusterWith(logs),
      name: 'network.pairs',
      description: '${source_name_aggr}',
      lookback: Duration.minutes(15),
      rule: AlertRule.flows({ aggregateBy: PAIRS, condition: Metric.count().atLeast(threshold) }),
    });

  it('is warned about where ordinary traffic reaches its threshold', () => {
    counting(settings(10, BY_SOURCE), 361);
    expect(stderr()).toBe('');
    counting(settings(10, BY_SOURCE), 360);
    expect(stderr()).toContain(
      'spec.threshold = 360: is reached without a scan: two Deployments of two pods that connect all the time leave up to 360 rows within the lookback, because rows are written every 10 seconds; use a higher threshold or a shorter lookback [global-alert/ordinary-traffic]',
    );
  });
});
