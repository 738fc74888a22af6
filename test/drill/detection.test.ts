import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  AdJob,
  AdJobsDeployment,
  AnomalyDetectionChart,
  CalicoCluster,
  CalicoRelease,
  type IPortScanDetector,
  NetshootScanner,
  type NetshootScannerProps,
  NmapTiming,
  PortRange,
  PortScanAlert,
  PortScanMethod,
  ScanTarget,
} from '../../src';
import { captureStderr, managedCluster, messageOf, testChart } from '../support';

const target = ScanTarget.pods({ namespace: 'dev', labels: { app: 'nginx' } });
const modern = managedCluster('3.24');

function rule(threshold: number, minutes: { period?: number; lookback?: number } = {}): PortScanAlert {
  const { period = 5, lookback = 15 } = minutes;
  return new PortScanAlert(testChart(), 'alert', {
    cluster: modern,
    threshold,
    period: Duration.minutes(period),
    lookback: Duration.minutes(lookback),
  });
}

function jobs(
  portScanThreshold?: number,
  more: { bucketSize?: Duration; disabledJobs?: AdJob[] } = {},
): AdJobsDeployment {
  const settings = { portScanThreshold, bucketSize: more.bucketSize };
  return new AdJobsDeployment(testChart(), 'jobs', {
    cluster: managedCluster('3.9'),
    settings,
    disabledJobs: more.disabledJobs,
  });
}

function detector(): PortScanAlert {
  return new PortScanAlert(testChart(), 'alert', { cluster: managedCluster('3.14'), method: PortScanMethod.DETECTOR });
}

function scan(detectedBy: IPortScanDetector, props: Partial<NetshootScannerProps> = {}): void {
  new NetshootScanner(testChart(), 'scanner', { target, detectedBy, ...props });
}

const OTHER =
  'test/scanner: 1 problem\n  detectedBy: is for the cluster acme.aks-prod, and does not see the logs of a standalone cluster, on which the scanner runs [scanner/other-cluster]';

describe('the proof that a scan is noticed', () => {
  const stderr = captureStderr();

  it('fails for what detects scans on another cluster', () => {
    const other = CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.24') });
    expect(messageOf(() => scan(rule(200), { cluster: other }))).toBe(OTHER);
    const chart = testChart();
    CalicoCluster.provide(chart, other);
    const props = { target, detectedBy: rule(200) };
    expect(messageOf(() => new NetshootScanner(chart, 'scanner', props))).toBe(OTHER);
    const old = CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.9') });
    expect(messageOf(() => scan(jobs(100), { cluster: old }))).toBe(OTHER);
    expect(() => scan(rule(200), { cluster: managedCluster('3.24') })).not.toThrow();
    // A detector of somebody else need not say for which cluster it is.
    const { portScanDetection } = rule(200);
    expect(() => scan({ portScanDetection }, { cluster: other })).not.toThrow();
  });

  it.each<[string, () => IPortScanDetector, Partial<NetshootScannerProps>]>([
    ['600 ports for a rule of 200', () => rule(200), {}],
    [
      '200 ports for a rule of 200, in a window that holds the scan whole',
      () => rule(200),
      { ports: PortRange.of(1, 200) },
    ],
    [
      'an odd number of ports, of which the larger half is enough',
      () => rule(200, { period: 5, lookback: 10 }),
      { ports: PortRange.of(1, 399) },
    ],
    ['600 ports for jobs of 200', () => jobs(200), {}],
    ['1000 ports for a detector', detector, { ports: PortRange.of(1, 1_000) }],
  ])('holds without a word: %s', (_, detectedBy, props) => {
    scan(detectedBy(), props);
    expect(stderr()).toBe('');
  });

  it.each<[string, () => IPortScanDetector, Partial<NetshootScannerProps>, string]>([
    [
      'too few ports for a rule',
      () => rule(601),
      {},
      'detectedBy = 601: is the threshold of the alert rule, which 600 ports cannot reach; scan more ports, or lower the threshold [scanner/too-few-ports]',
    ],
    [
      'too few ports for a setting',
      () => jobs(700),
      {},
      'detectedBy = 700: is the threshold of the AD jobs, which 600 ports cannot reach; scan more ports, or lower the threshold [scanner/too-few-ports]',
    ],
    [
      'too slow for a rule',
      () => rule(200),
      { nmap: { timing: NmapTiming.SNEAKY } },
      'detectedBy = 200: is the threshold of the alert rule, but at this timing the scan raises no event: a run sees at most 61 rows of its 600 ports within the lookback of 900 seconds; use a faster timing, or lower the threshold [scanner/too-slow]',
    ],
    [
      'too slow for a small bucket',
      () => jobs(200, { bucketSize: Duration.minutes(1) }),
      { nmap: { timing: NmapTiming.POLITE } },
      'detectedBy = 200: is the threshold of the AD jobs, but at this timing only 151 of 600 ports are tried within its window of 60 seconds; use a faster timing, or lower the threshold [scanner/too-slow]',
    ],
    [
      'a job that is disabled',
      () => jobs(200, { disabledJobs: [AdJob.PORT_SCAN] }),
      {},
      'detectedBy: cannot detect the scan: the AD jobs have port_scan disabled [scanner/detector-disabled]',
    ],
  ])('fails with both numbers: %s', (_, detectedBy, props, line) => {
    expect(messageOf(() => scan(detectedBy(), props))).toBe(`test/scanner: 1 problem\n  ${line}`);
  });

  it.each<[string, () => IPortScanDetector, Partial<NetshootScannerProps>, string]>([
    [
      'a rule whose runs hardly overlap',
      () => rule(400, { lookback: 10 }),
      {},
      "detectedBy = 400: is the threshold of the alert rule, which the scan does not reach in every phase of the alert's runs: it raises 0 to 2 events, and in 10 % of the phases none; scan more ports, use a longer lookback, or repeat the scan [scanner/split-window]",
    ],
    [
      'jobs, whose buckets never do',
      () => jobs(400),
      {},
      'detectedBy = 400: is the threshold of the AD jobs, which a scan that spans two windows may not reach: the larger part may have only 300 of 600 ports; scan 800 ports, or repeat the scan [scanner/split-window]',
    ],
    [
      'a detector',
      detector,
      {},
      'detectedBy = 500: is the threshold of the detector, which a scan that spans two windows may not reach: the larger part may have only 300 of 600 ports; scan 1000 ports, or repeat the scan [scanner/split-window]',
    ],
    [
      'too few ports for what is only likely',
      detector,
      { ports: PortRange.of(1, 100) },
      'detectedBy = 500: is probably the threshold of the detector, which 100 ports cannot reach; scan more ports, or lower the threshold [scanner/likely-unnoticed]',
    ],
    [
      "too few ports for the jobs' default",
      () => jobs(),
      { ports: PortRange.of(1, 100) },
      'detectedBy = 500: is probably the threshold of the AD jobs, which 100 ports cannot reach; scan more ports, or lower the threshold [scanner/likely-unnoticed]',
    ],
    [
      'too slow for what is only likely',
      detector,
      { nmap: { timing: NmapTiming.PARANOID } },
      'detectedBy = 500: is probably the threshold of the detector, but at this timing only 2 of 600 ports are tried within its window of 300 seconds; use a faster timing, or lower the threshold [scanner/likely-unnoticed]',
    ],
  ])('warns: %s', (_, detectedBy, props, line) => {
    scan(detectedBy(), props);
    expect(stderr()).toBe(`test/scanner: 1 warning\n  ${line}\n`);
  });

  it.each(['3.9', '3.12', '3.14', '3.18', '3.24', 'cloud-23.0.1'])('holds for module 7 on %s', (release) => {
    Testing.synth(new AnomalyDetectionChart(new App(), 'chart', { cluster: managedCluster(release) }));
    expect(stderr()).not.toContain('[scanner/');
  });

  it('stands in the finished tree of anybody', () => {
    const chart = new Chart(new App(), 'mine');
    const alert = new PortScanAlert(chart, 'alert', { cluster: modern, threshold: 1_000 });
    expect(() => new NetshootScanner(chart, 'scanner', { target, detectedBy: alert })).toThrow(
      'mine/scanner: 1 problem',
    );
  });

  it('is asked for in the finished tree of module 7, of scanners that others add', () => {
    const app = new App();
    const chart = new AnomalyDetectionChart(app, 'chart', { cluster: managedCluster('3.24') });
    new NetshootScanner(chart, 'mine', { target, name: 'mine', ports: PortRange.of(1, 10) });
    expect(messageOf(() => app.synthYaml())).toBe(
      'Validation failed with the following errors:\n  [chart] chart: 1 problem\n  chart/mine detectedBy = 200: is the threshold of the alert rule, which 10 ports cannot reach; scan more ports, or lower the threshold [scanner/too-few-ports]',
    );
  });

  it('warns there of what is only doubtful, once', () => {
    const app = new App();
    const chart = new AnomalyDetectionChart(app, 'chart', { cluster: managedCluster('3.9') });
    new NetshootScanner(chart, 'mine', { target, name: 'mine', ports: PortRange.of(1, 300) });
    app.synthYaml();
    expect(stderr().match(/scanner\/split-window/g)).toHaveLength(1);
  });
});
