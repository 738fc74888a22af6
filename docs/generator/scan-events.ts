import { App, Chart, Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, LogSettings, PortScanAlert, PortScanMethod } from '../../src';
import { plural } from '../../src/base';
import { evaluate, isRefusal, Partials, planAlert } from '../../src/evaluation';
import { ruleOfAlert } from '../../src/kinds/global-alert';
import { deploymentPods, type FlowRow, flowRows, portScan } from '../../src/logs';
import { quietly } from './quietly';

/** A scan, and when the alert that should notice it looks. */
export interface ScanCase {
  readonly ports: number;
  readonly minutes: number;
  readonly lookback: number;
  readonly period: number;
}

/** What a scan raises, whenever it starts within a flush interval and whenever the runs are. */
export interface ScanEvents {
  readonly min: number;
  readonly max: number;
  /** The share of all cases in which no event is raised, from 0 to 1. */
  readonly missed: number;
}

/** The scans of the table in the page of PortScanAlert. */
export const SCAN_CASES: readonly ScanCase[] = [
  { ports: 600, minutes: 1, lookback: 15, period: 5 },
  { ports: 600, minutes: 10, lookback: 15, period: 5 },
  { ports: 300, minutes: 5, lookback: 15, period: 5 },
  { ports: 600, minutes: 1, lookback: 10, period: 10 },
  { ports: 250, minutes: 20, lookback: 15, period: 5 },
];

/** The last release whose runs look at the start of records, and a current one. */
const RELEASES = [CalicoRelease.enterprise('3.24'), CalicoRelease.enterprise('3.16')] as const;
const THRESHOLD = 200;
const SETTINGS = LogSettings.defaults(RELEASES[0]);
/** Flush intervals do not end when an alert runs. */
const SHIFT = 7;
const START = 1_767_607_200;
const STEP = 10;

/** Runs the rows of a scan through the rule of a PortScanAlert. */
export function scanEvents({ ports, minutes, lookback, period }: ScanCase, release: CalicoRelease): ScanEvents {
  const props = {
    cluster: CalicoCluster.managed({ name: 'acme.docs', release }),
    method: PortScanMethod.FLOW_LOGS,
    threshold: THRESHOLD,
    lookback: Duration.minutes(lookback),
    period: Duration.minutes(period),
  };
  const rule = ruleOfAlert(quietly(() => new PortScanAlert(new Chart(new App(), 'docs'), 'alert', props)));
  const plan = rule && planAlert(rule.alert);
  if (plan === undefined || isRefusal(plan)) {
    throw new Error('the rule of a PortScanAlert cannot be evaluated');
  }
  const flush = SETTINGS.flowLogsFlushInterval.toSeconds();
  const phases = Array.from({ length: flush / STEP }, (_, index) => START + index * STEP).flatMap((from) => {
    const partials = new Partials(plan);
    for (const row of scanRows(ports, minutes * 60, from)) {
      partials.add(row);
    }
    return evaluate(partials).eventsByPhase;
  });
  return {
    min: Math.min(...phases),
    max: Math.max(...phases),
    missed: phases.filter((events) => events === 0).length / phases.length,
  };
}

function scanRows(ports: number, seconds: number, from: number): FlowRow[] {
  const [source] = deploymentPods('dev', 'scanner', 1, 1);
  const [dest] = deploymentPods('shop', 'web', 1, 2);
  if (source === undefined || dest === undefined) {
    throw new Error('the chart has no pods to scan');
  }
  return flowRows(portScan(source, dest, { from, seconds }, { ports }), SETTINGS).map((row) => ({
    ...row,
    start_time: Number(row['start_time']) + SHIFT,
    end_time: Number(row['end_time']) + SHIFT,
  }));
}

/** The rows of the table: a scan, and what it raises on current and on earlier releases. */
export function scanEventRows(): string[][] {
  return SCAN_CASES.map((scan) => [
    `${scan.ports} ports in ${scan.minutes} min`,
    `${scan.lookback} min`,
    `${scan.period} min`,
    ...RELEASES.map((release) => inWords(scanEvents(scan, release))),
  ]);
}

function inWords({ min, max, missed }: ScanEvents): string {
  if (max === 0) {
    return 'none';
  }
  const events = `${min} to ${plural(max, 'event')}`;
  return missed === 0 ? events : `${events}, none in ${Math.round(missed * 100)} % of cases`;
}
