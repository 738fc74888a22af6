import { instance, NUMBER, optional, struct, TEXT, type ValueType } from '../arguments';
import { CALICO_CLUSTER, type CalicoCluster } from '../calico';
import { ThreatFeedBlock } from '../kinds/blocking';
import { THREAT_FEED, type ThreatFeed } from '../kinds/threat-feed';
import { POD_USER, type PodUser, WORKLOAD_OPTION_TYPES, type WorkloadOptions } from '../kubernetes';
import { SCAN_TARGET, type ScanTarget } from './scan-target';

/** Properties of `ThreatFeedProbe`. */
export interface ThreatFeedProbeProps extends WorkloadOptions {
  /**
   * The cluster that the probe runs on.
   *
   * @default - the cluster provided by the nearest parent construct, if any
   */
  readonly cluster?: CalicoCluster;

  /** The feed whose addresses must not be reachable. It must have a network set. */
  readonly feed: ThreatFeed;

  /**
   * The policy that must deny the connections. Synthesis fails if it cannot: if it is staged, does not contain the feed,
   * denies connections from the addresses only, or does not select the pod.
   *
   * @default - not checked
   */
  readonly blockedBy?: ThreatFeedBlock;

  /**
   * The TCP port of its addresses to connect to, from 1 to 65535.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * What must be reachable, so a network that does not work is not mistaken for a block: a Service or addresses. An
   * address outside of the cluster also proves that the pod can leave it.
   */
  readonly control: ScanTarget;

  /**
   * The TCP port of the control to connect to, from 1 to 65535.
   *
   * @default 80
   */
  readonly controlPort?: number;

  /**
   * The user that the pod runs as.
   *
   * @default PodUser.of(1000)
   */
  readonly user?: PodUser;

  /**
   * Name of the pod, an RFC 1123 label. It is also the value of the label `app` of the pod.
   *
   * @default feed-probe
   */
  readonly name?: string;

  /**
   * Namespace of the pod, an RFC 1123 label.
   *
   * @default - the namespace of the control; required for addresses
   */
  readonly namespace?: string;
}

const BLOCK: ValueType<ThreatFeedBlock> = instance('ThreatFeedBlock', () => ThreatFeedBlock);

export const PROBE_PROPS: ValueType<ThreatFeedProbeProps> = struct<ThreatFeedProbeProps>(
  { name: 'ThreatFeedProbeProps' },
  {
    ...WORKLOAD_OPTION_TYPES,
    cluster: optional(CALICO_CLUSTER),
    feed: THREAT_FEED,
    blockedBy: optional(BLOCK),
    port: optional(NUMBER),
    control: SCAN_TARGET,
    controlPort: optional(NUMBER),
    user: optional(POD_USER),
    name: optional(TEXT),
    namespace: optional(TEXT),
  },
);
