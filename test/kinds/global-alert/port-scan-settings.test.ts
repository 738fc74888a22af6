import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { logSettingsTable, portScanChoice } from '../../../docs/generator/log-settings-tables';
import { ALLOWED_LEVELS, fewestScanRows, rowsInQuarter } from '../../../docs/generator/scan-simulation';
import {
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  FlowAggregation,
  GlobalAlert,
  LogSettings,
  Metric,
  PortScanAlert,
  Query,
} from '../../../src';
import { levelOf } from '../../../src/calico';
import { ordinaryRows } from '../../../src/kinds/global-alert/port-scan-plan';
import { captureStderr, messageOf, testChart } from '../../support';

const pageOf = (page: string) => readFileSync(join(__dirname, '..', '..', '..', 'docs', page), 'utf8');

const release = CalicoRelease.enterprise('3.24');
const { BY_SOURCE, BY_POD_PREFIX, BY_POD_PREFIX_WITHOUT_PORTS } = FlowAggregation;

function clusterWith(logs: LogSettings): CalicoCluster {
  return CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });
}

const settings = (seconds: number, allowedFlows: FlowAggregation) =>
  LogSettings.of({ flowLogsFlushInterval: Duration.seconds(seconds), allowedFlows });

describe.each([300, 60, 15, 10])('flow logs that are written every %d seconds', (seconds) => {
  describe.each(ALLOWED_LEVELS)('and aggregated: %s', (allowed) => {
    const { logs, alert, ordinary, scan } = portScanChoice(seconds, allowed);
    const threshold = alert.threshold ?? 0;

    it('leave at most half of the threshold of ordinary traffic', () => {
      expect(ordinary).toBeGreaterThan(0);
      expect(ordinary * 2).toBeLessThanOrEqual(threshold);
    });

    it('have twice the threshold of a scan, in each phase, whether policies deny it or not', () => {
      expect(scan).toBeGreaterThanOrEqual(2 * threshold);
      for (const length of [1, 60, 121]) {
        expect(fewestScanRows(logs, alert, length)).toBeGreaterThanOrEqual(2 * threshold);
      }
    });

    it('have a row in the table of the documentation', () => {
      const { period, lookback } = alert;
      const row = `| ${levelOf(allowed)} | ${period.toMinutes()} min | ${lookback.toMinutes()} min | ${threshold} | ${ordinary} | ${scan} |`;
      const name = seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
      expect(pageOf('constructs/port-scan-alert.md')).toContain(`\n| ${name} ${row}\n`);
    });
  });
});

describe('the tables of the documentation', () => {
  it.each([
    ['constructs/port-scan-alert.md', 'port-scan-settings'],
    ['constructs/port-scan-alert.md', 'events-of-a-scan'],
    ['how-flow-logs-are-made.md', 'aggregation-levels'],
    ['how-flow-logs-are-made.md', 'rows-of-a-pair'],
  ])('are what `npm run docs` makes: %s, %s', (page, table) => {
    expect(pageOf(page)).toContain(`<!-- table: ${table} -->\n${logSettingsTable(table)}`);
  });

  it.each([
    [300, BY_SOURCE, 12],
    [300, BY_POD_PREFIX, 6],
    [10, BY_SOURCE, 360],
    [10, BY_POD_PREFIX, 180],
  ])('count the rows that the checks expect: every %d seconds, %s', (seconds, allowed, rows) => {
    const logs = settings(seconds, allowed);
    expect([rowsInQuarter(logs), ordinaryRows(clusterWith(logs), 900)]).toEqual([rows, rows]);
  });
});

describe('a port scan alert', () => {
  const stderr = captureStderr();

  it.each(
    [
      [LogSettings.defaults(release), [5, 15, 200]],
      [settings(60, BY_POD_PREFIX), [5, 15, 200]],
      [settings(15, BY_SOURCE), [2, 6, 200]],
      [settings(10, BY_SOURCE), [1, 4, 200]],
      [settings(10, BY_POD_PREFIX), [2, 8, 200]],
      [settings(5, BY_SOURCE), [1, 3, 250]],
      [settings(3_600, BY_SOURCE), [5, 70, 200]],
    ].map(([logs, expected]) => [(logs as LogSettings)._text, logs, expected] as [string, LogSettings, number[]]),
  )('has times and a threshold that fit: %s', (_, logs, expected) => {
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
      'test/port-scan: 1 problem\n  cluster.logs.flowLogsFlushInterval = Duration.millis(1000): is 1 second, so ordinary traffic produces as many rows as a port scan; use a longer flush interval, in the cluster and in its FelixConfiguration, or set threshold and lookback yourself [port-scan-alert/indistinct]',
    );
    // Nothing else is said about a threshold that the program did not set.
    expect(stderr()).toBe('');
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
  const counting = (logs: LogSettings, threshold: number, query = 'reporter = src') =>
    new GlobalAlert(testChart(), 'alert', {
      cluster: clusterWith(logs),
      name: 'network.pairs',
      description: '${source_name_aggr}',
      lookback: Duration.minutes(15),
      rule: AlertRule.flows({
        query: Query.parse(query),
        aggregateBy: PAIRS,
        condition: Metric.count().atLeast(threshold),
      }),
    });

  it('is warned about where ordinary traffic reaches its threshold', () => {
    counting(settings(10, BY_SOURCE), 361);
    expect(stderr()).toBe('');
    counting(settings(10, BY_SOURCE), 360);
    expect(stderr()).toContain(
      'spec.threshold = 360: is reached without a scan: two Deployments with two pods each that connect continuously produce up to 360 rows within the lookback, because rows are written every 10 seconds; use a higher threshold or a shorter lookback [global-alert/ordinary-traffic]',
    );
  });

  it.each([
    ['reporter = dst', 361, false],
    ['source_namespace = shop', 720, true],
    ['source_namespace = shop', 721, false],
    ['action = deny', 1, false],
    ['source_type = net', 1, false],
    ['source_type != wep OR action != allow', 1, false],
  ])('is warned about as far as its query matches such traffic: %s, at least %d', (query, threshold, isWarned) => {
    counting(settings(10, BY_SOURCE), threshold, query);
    expect(stderr().includes('[global-alert/ordinary-traffic]')).toBe(isWarned);
  });

  it.each([
    ['reporter = src', true],
    ['action = deny', true],
    ['action = allow', false],
  ])('is warned about where denied flows have no ports, as far as its query matches them: %s', (query, isWarned) => {
    counting(LogSettings.of({ deniedFlows: BY_POD_PREFIX_WITHOUT_PORTS }), 200, query);
    expect(stderr().includes('[global-alert/scan-invisible]')).toBe(isWarned);
  });
});
