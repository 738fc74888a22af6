import { FLAG, optional, struct, TEXT, type ValueType } from '../arguments';
import { CALICO_CLUSTER, type CalicoCluster } from '../calico';
import { type IPortScanDetector, PORT_SCAN_DETECTOR } from '../kinds/global-alert';
import {
  POD_USER,
  PORT_RANGE_TYPE,
  type PodUser,
  type PortRange,
  WORKLOAD_OPTION_TYPES,
  type WorkloadOptions,
} from '../kubernetes';
import { NMAP_OPTIONS, type NmapOptions } from './nmap';
import { SCAN_RUN, type ScanRun } from './scan-run';
import { SCAN_TARGET, type ScanTarget } from './scan-target';

/** Properties of `NetshootScanner`. */
export interface NetshootScannerProps extends WorkloadOptions {
  /**
   * The cluster that the scanner runs on.
   *
   * @default - the cluster provided by the nearest parent construct, if any
   */
  readonly cluster?: CalicoCluster;

  /** The target of the scan. */
  readonly target: ScanTarget;

  /**
   * The ports to scan, in ascending order.
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
   * @default - TCP connections, at nmap's normal timing
   */
  readonly nmap?: NmapOptions;

  /**
   * The detector that must detect the scan. Synthesis fails if it cannot detect it, and warns if it might not.
   *
   * @default - detection is not checked
   */
  readonly detectedBy?: IPortScanDetector;

  /**
   * Whether to add a network policy that only allows egress to the target and to DNS.
   *
   * @default false
   */
  readonly restrictEgress?: boolean;

  /**
   * The user that the pods run as. Must not be set for a scan with raw packets, which runs as root.
   *
   * @default PodUser.of(1000)
   */
  readonly user?: PodUser;

  /**
   * Name of the workload that runs the scan: an RFC 1123 label of at most 52 characters. It is also the value of the label
   * `app` of the pods, which the policy of `restrictEgress` and `resultCommand` select, so it must be unique among the
   * scanners of a namespace.
   *
   * @default netshoot
   */
  readonly name?: string;

  /**
   * Namespace of the workload that runs the scan, an RFC 1123 label.
   *
   * @default - the namespace of the target; required for addresses
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
