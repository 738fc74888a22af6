import type { Duration } from 'cdk8s';
import { DURATION, FLAG, implementing, NUMBER, optional, type Shape, TEXT, type ValueType } from '../../arguments';

/** How a detector counts the ports that one source tries. */
export interface PortScanDetection {
  /** What counts the ports, in one or two words, for messages. */
  readonly by: string;

  /** The number of ports at which it raises an event. */
  readonly threshold: number;

  /** Whether the threshold is set by a rule or a setting; otherwise it is only an assumption. */
  readonly thresholdStated: boolean;

  /** The time over which it counts. */
  readonly window: Duration;

  /** The longest scan that is certain to fall into a single window; zero if windows do not overlap. */
  readonly overlap: Duration;

  /**
   * Whether it is disabled.
   *
   * @default false
   */
  readonly disabled?: boolean;
}

/** What detects port scans: an alert, or the AD jobs. A scanner uses it to check that its scan will be noticed. */
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
