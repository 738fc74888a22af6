import { errorRule, type Finding, warningRule } from '../base';
import type { PortScanDetection } from '../kinds/global-alert';
import type { NmapScan } from './nmap';
import type { PortRange } from './port-range';

const DISABLED = errorRule('scanner/detector-disabled');
const TOO_FEW_PORTS = errorRule('scanner/too-few-ports');
const TOO_SLOW = errorRule('scanner/too-slow');
const LIKELY_UNNOTICED = warningRule('scanner/likely-unnoticed');
const SPLIT = warningRule('scanner/split-window');

/**
 * Checks that a scan can be noticed: that it tries as many ports within one window as raise an event. A threshold that is
 * only likely yields warnings.
 */
export function checkDetected(ports: PortRange, scan: NmapScan, detection: PortScanDetection): Finding[] {
  const { by, threshold, thresholdStated, window } = detection;
  const finding = { path: 'detectedBy', value: threshold };
  if (detection.disabled) {
    return [{ ...DISABLED, path: 'detectedBy', message: `cannot notice the scan: ${by} have port_scan disabled` }];
  }
  if (ports.count < threshold) {
    const message = `is the threshold of ${by}${thresholdStated ? '' : ', probably'}, which ${ports.count} ports cannot reach; scan more ports, or lower the threshold`;
    return [{ ...(thresholdStated ? TOO_FEW_PORTS : LIKELY_UNNOTICED), ...finding, message }];
  }
  const seconds = window.toSeconds({ integral: false });
  const within = scan.portsWithin(seconds);
  if (within < threshold) {
    const message = `is the threshold of ${by}${thresholdStated ? '' : ', probably'}, but at this timing only ${within} of ${ports.count} ports are tried within its window of ${seconds} seconds; take a faster timing, or lower the threshold`;
    return [{ ...(thresholdStated ? TOO_SLOW : LIKELY_UNNOTICED), ...finding, message }];
  }
  return checkSplit(ports, scan, detection);
}

/** A scan that begins in one window and ends in the next is counted in two parts, of which the larger may be the half. */
function checkSplit(ports: PortRange, scan: NmapScan, { by, threshold, overlap }: PortScanDetection): Finding[] {
  const whole = scan.secondsAtWorst <= overlap.toSeconds({ integral: false });
  const half = Math.ceil(ports.count / 2);
  if (whole || half >= threshold) {
    return [];
  }
  const message = `is the threshold of ${by}, which a scan that falls into two windows may miss: the larger part may be ${half} of ${ports.count} ports; scan ${2 * threshold} ports to be sure, or scan again`;
  return [{ ...SPLIT, path: 'detectedBy', value: threshold, message }];
}
