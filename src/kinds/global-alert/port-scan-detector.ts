import type { Duration } from 'cdk8s';
import { DURATION, FLAG, implementing, NUMBER, optional, type Shape, TEXT, type ValueType } from '../../arguments';

/** How something counts the ports that one source tries. */
export interface PortScanDetection {
  /** What counts, in a word or two, for messages. */
  readonly by: string;

  /** Ports from which it raises an event. */
  readonly threshold: number;

  /** Whether the threshold is stated, by a rule or a setting; else it is only likely. */
  readonly thresholdStated: boolean;

  /** The time over which it counts. */
  readonly window: Duration;

  /** How long a scan may last to be sure to lie in one window whole; zero where windows do not overlap. */
  readonly overlap: Duration;

  /**
   * Whether it is turned off.
   *
   * @default false
   */
  readonly disabled?: boolean;
}

/** What detects port scans: an alert, or the AD jobs. A scanner takes it to prove that its scan will be noticed. */
export interface IPortScanDetector {
  /** How it counts. */
  readonly portScanDetection: PortScanDetection;
}

const DETECTION: Shape<PortScanDetection> = {
  by: TEXT,
  threshold: NUMBER,
  thresholdStated: FLAG,
  window: DURATION,
  overlap: DURATION,
  disabled: optional(FLAG),
};

export const PORT_SCAN_DETECTOR: ValueType<IPortScanDetector> = implementing(
  'what detects the scan: a PortScanAlert, an AdJobsDeployment or another IPortScanDetector',
  { portScanDetection: implementing('an object with the properties of PortScanDetection', DETECTION) },
);
