import { NUMBER, optional, struct, TEXT, type ValueType } from '../../arguments';
import { CALICO_CLUSTER, type CalicoCluster } from '../../calico';
import { ALERT, type IAlert } from '../../kinds/global-alert';
import { POD_USER, type PodUser, WORKLOAD_OPTION_TYPES, type WorkloadOptions } from '../../kubernetes';
import { PROBE_ACTION, type ProbeAction } from './probe-action';
import { PROBE_RUN, type ProbeRun } from './probe-run';

/** Properties of `Probe`. */
export interface ProbeProps extends WorkloadOptions {
  /**
   * The cluster that the probe runs on.
   *
   * @default - the cluster provided by the nearest parent construct, if any
   */
  readonly cluster?: CalicoCluster;

  /** The one thing that the probe does. */
  readonly action: ProbeAction;

  /**
   * How many times the probe does this, one attempt after another, from 1 to 1000.
   *
   * @default 1
   */
  readonly times?: number;

  /**
   * When the probe runs.
   *
   * @default ProbeRun.pod()
   */
  readonly run?: ProbeRun;

  /**
   * The alert that must raise an event. Synthesis fails if it cannot: if its data set, query, aggregation, threshold and
   * lookback do not fit the records that the probe leaves at the log settings of its cluster. It warns if that depends on
   * fields that are not known, or on the time at which the probe runs. `verify` reads the name of the alert from the
   * manifest.
   *
   * @default - not checked
   */
  readonly detectedBy?: IAlert;

  /**
   * The user that the pods run as.
   *
   * @default PodUser.of(1000)
   */
  readonly user?: PodUser;

  /**
   * Name of the workload: an RFC 1123 label of at most 52 characters. It is also the value of the label `app` of the pods,
   * so it must be unique in the namespace.
   *
   * @default probe
   */
  readonly name?: string;

  /** Namespace of the workload, an RFC 1123 label. It must exist. */
  readonly namespace: string;
}

export const PROBE_PROPS: ValueType<ProbeProps> = struct<ProbeProps>(
  { name: 'ProbeProps' },
  {
    ...WORKLOAD_OPTION_TYPES,
    cluster: optional(CALICO_CLUSTER),
    action: PROBE_ACTION,
    times: optional(NUMBER),
    run: optional(PROBE_RUN),
    detectedBy: optional(ALERT),
    user: optional(POD_USER),
    name: optional(TEXT),
    namespace: TEXT,
  },
);
