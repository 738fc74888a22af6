import { FLAG, optional, struct, TEXT, type ValueType } from '../arguments';
import { CALICO_CLUSTER, type CalicoCluster } from '../calico';
import { type IPortScanDetector, PORT_SCAN_DETECTOR } from '../kinds/global-alert';
import { POD_USER, type PodUser, WORKLOAD_OPTION_TYPES, type WorkloadOptions } from '../kubernetes';
import { NMAP_OPTIONS, type NmapOptions } from './nmap';
import { PORT_RANGE_TYPE, type PortRange } from './port-range';
import { SCAN_RUN, type ScanRun } from './scan-run';
import { SCAN_TARGET, type ScanTarget } from './scan-target';

/** What scans, and what is scanned. */
export interface NetshootScannerProps extends WorkloadOptions {
  /**
   * The cluster that the scanner runs on.
   *
   * @default - the one that a construct above provides, if any
   */
  readonly cluster?: CalicoCluster;

  /** What is scanned. */
  readonly target: ScanTarget;

  /**
   * The ports that are tried, in order.
   *
   * @default PortRange.of(1, 600)
   */
  readonly ports?: PortRange;

  /**
   * When the scan runs.
   *
   * @default ScanRun.pod()
   */
  readonly run?: ScanRun;

  /**
   * How nmap scans.
   *
   * @default - connections, at nmap's normal timing
   */
  readonly nmap?: NmapOptions;

  /**
   * What has to notice the scan. Synthesis fails where it cannot, and warns where it may not.
   *
   * @default - nothing is proven
   */
  readonly detectedBy?: IPortScanDetector;

  /**
   * Whether a network policy lets the scanner reach its target and DNS, and nothing else.
   *
   * @default false
   */
  readonly restrictEgress?: boolean;

  /**
   * The user that the pods run as. A scan with raw packets runs as root, so it accepts none.
   *
   * @default PodUser.of(1000)
   */
  readonly user?: PodUser;

  /**
   * Name of what runs the scan: an RFC 1123 label of at most 52 characters. It is the value of the label `app` of the
   * pods too, by which the policy of `restrictEgress` and `resultCommand` find them, so each scanner of a namespace needs
   * a name of its own.
   *
   * @default netshoot
   */
  readonly name?: string;

  /**
   * Namespace of what runs the scan, an RFC 1123 label.
   *
   * @default - the target's; must be given for addresses
   */
  readonly namespace?: string;
}

export const SCANNER_PROPS: ValueType<NetshootScannerProps> = struct<NetshootScannerProps>(
  { name: 'NetshootScannerProps' },
  {
    ...WORKLOAD_OPTION_TYPES,
    cluster: optional(CALICO_CLUSTER),
    target: SCAN_TARGET,
    ports: optional(PORT_RANGE_TYPE),
    run: optional(SCAN_RUN),
    nmap: optional(NMAP_OPTIONS),
    detectedBy: optional(PORT_SCAN_DETECTOR),
    restrictEgress: optional(FLAG),
    user: optional(POD_USER),
    name: optional(TEXT),
    namespace: optional(TEXT),
  },
);
