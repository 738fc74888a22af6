import { errorRule, type Finding, plural, warningRule } from '../base';
import { type EvaluatedRule, type IPortScanDetector, type PortScanDetection, ruleOfAlert } from '../kinds/global-alert';
import type { PortRange } from '../kubernetes';
import type { NmapScan } from './nmap';
import { simulateScan } from './scan-simulation';

const scanner = (props = '') => `${TARGET}\nnew NetshootScanner(chart, 'scanner', { cluster, target${props} });`;
const TARGET = "const target = ScanTarget.service({ namespace: 'shop', name: 'web' });";
const noticed = (props: string) => `${ALERT}\n${scanner(`, detectedBy${props}`)}`;
const ALERT = "const detectedBy = new PortScanAlert(chart, 'port-scan', { cluster });";

const DISABLED = errorRule({
  id: 'scanner/detector-disabled',
  form: 'program',
  on: '3.12',
  what: 'If AD jobs are to notice a scan, the job port_scan must be enabled.',
  why: 'No other job looks at ports.',
  bad: `const disabledJobs = [AdJob.PORT_SCAN];\nconst detectedBy = new AdJobsDeployment(chart, 'jobs', { cluster, disabledJobs });\n${scanner(', detectedBy')}`,
  good: `const detectedBy = new AdJobsDeployment(chart, 'jobs', { cluster });\n${scanner(', detectedBy, ports: PortRange.of(1, 1200)')}`,
});
const TOO_FEW_PORTS = errorRule({
  id: 'scanner/too-few-ports',
  form: 'program',
  on: '3.24',
  what: 'A scan must try at least as many ports as the threshold of its detection.',
  why: 'Otherwise the scan is not noticed.',
  bad: noticed(', ports: PortRange.of(1, 100)'),
  good: noticed(', ports: PortRange.of(1, 600)'),
});
const TOO_SLOW = errorRule({
  id: 'scanner/too-slow',
  form: 'program',
  on: '3.24',
  what: 'A scan must try enough ports within the time window of its detection.',
  why: 'Otherwise the scan is not noticed.',
  bad: noticed(', ports: PortRange.of(1, 600), nmap: { timing: NmapTiming.SNEAKY }'),
  good: noticed(', ports: PortRange.of(1, 600)'),
});
const LIKELY_UNNOTICED = warningRule({
  id: 'scanner/likely-unnoticed',
  form: 'program',
  on: '3.14',
  what: 'A scan should try at least as many ports as the detector probably requires.',
  why: 'The threshold of the detector is not documented. The AD job that it is based on has a threshold of 500.',
  bad: noticed(', ports: PortRange.of(1, 100)'),
  good: noticed(', ports: PortRange.of(1, 1200)'),
});
const SPLIT = warningRule({
  id: 'scanner/split-window',
  form: 'program',
  on: '3.12',
  what: 'A scan that spans two time windows should still reach the threshold in one of them.',
  why: 'Otherwise, whether the scan is noticed depends on its start time.',
  bad: `const detectedBy = new AdJobsDeployment(chart, 'jobs', { cluster });\n${scanner(', detectedBy, ports: PortRange.of(1, 600)')}`,
  good: `const detectedBy = new AdJobsDeployment(chart, 'jobs', { cluster });\n${scanner(', detectedBy, ports: PortRange.of(1, 1200)')}`,
});

/**
 * Checks that a scan can be detected: that it tries enough ports within one window to raise an event. A threshold that is
 * only assumed yields warnings.
 */
export function checkDetected(ports: PortRange, scan: NmapScan, detector: IPortScanDetector): Finding[] {
  const detection = detector.portScanDetection;
  const { by, threshold, thresholdStated, window } = detection;
  const finding = { keys: ['detectedBy'], value: threshold };
  if (detection.disabled) {
    return [{ ...DISABLED, keys: ['detectedBy'], message: `cannot detect the scan: ${by} have port_scan disabled` }];
  }
  if (ports.count < threshold) {
    const message = `is ${thresholdStated ? '' : 'probably '}the threshold of ${by}, which ${ports.count} ports cannot reach; scan more ports, or lower the threshold`;
    return [{ ...(thresholdStated ? TOO_FEW_PORTS : LIKELY_UNNOTICED), ...finding, message }];
  }
  // Other detectors have no rule, because their rows are not known.
  const rule = ruleOfAlert(detector);
  if (rule !== undefined) {
    return checkSimulated(ports, scan, rule);
  }
  const seconds = window.toSeconds({ integral: false });
  const within = scan.portsWithin(seconds);
  if (within < threshold) {
    const message = `is ${thresholdStated ? '' : 'probably '}the threshold of ${by}, but at this timing only ${within} of ${ports.count} ports are tried within its window of ${seconds} seconds; use a faster timing, or lower the threshold`;
    return [{ ...(thresholdStated ? TOO_SLOW : LIKELY_UNNOTICED), ...finding, message }];
  }
  return checkSplit(ports, scan, detection);
}

/** Runs the rows of the scan through the rule, as fast and as slow as the scan can be. */
function checkSimulated(ports: PortRange, scan: NmapScan, { alert, settings }: EvaluatedRule): Finding[] {
  const outcomeOf = (seconds: number) => simulateScan({ alert, settings, ports: ports.count, seconds });
  const [fast, slow] = [outcomeOf(scan.secondsAtBest), outcomeOf(scan.secondsAtWorst)];
  if (fast === undefined || slow === undefined) {
    return [];
  }
  const { threshold } = alert;
  const finding = { keys: ['detectedBy'], value: threshold };
  const lookback = alert.lookback / 1_000;
  if (!fast.mayRaise) {
    const message = `is the threshold of the alert rule, but at this timing the scan raises no event: a run sees at most ${fast.closest?.value ?? 0} rows of its ${ports.count} ports within the lookback of ${lookback} seconds; use a faster timing, or lower the threshold`;
    return [{ ...TOO_SLOW, ...finding, message }];
  }
  const share = Math.min(fast.raisingPhases, slow.raisingPhases);
  if (share === 1) {
    return [];
  }
  const [min, max] = [Math.min(fast.min, slow.min), Math.max(fast.max, slow.max)];
  const message = `is the threshold of the alert rule, which the scan does not reach in every phase of the alert's runs: it raises ${min} to ${plural(max, 'event')}, and in ${Math.round((1 - share) * 100)} % of the phases none; scan more ports, use a longer lookback, or repeat the scan`;
  return [{ ...SPLIT, ...finding, message }];
}

/** A scan that spans two windows is counted in two parts, and the larger part may be only half of the ports. */
function checkSplit(ports: PortRange, scan: NmapScan, { by, threshold, overlap }: PortScanDetection): Finding[] {
  const whole = scan.secondsAtWorst <= overlap.toSeconds({ integral: false });
  const half = Math.ceil(ports.count / 2);
  if (whole || half >= threshold) {
    return [];
  }
  const message = `is the threshold of ${by}, which a scan that spans two windows may not reach: the larger part may have only ${half} of ${ports.count} ports; scan ${2 * threshold} ports, or repeat the scan`;
  return [{ ...SPLIT, keys: ['detectedBy'], value: threshold, message }];
}

/** The rules that this file checks. */
export const DETECTION_RULES = [DISABLED, TOO_FEW_PORTS, TOO_SLOW, LIKELY_UNNOTICED, SPLIT] as const;
