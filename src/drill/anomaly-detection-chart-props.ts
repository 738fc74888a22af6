import type { ChartProps } from 'cdk8s';
import { FLAG, NUMBER, optional, struct, TEXT, TEXT_MAP, TEXTS, type ValueType } from '../arguments';
import { errorRule, type Finding } from '../base';
import { CALICO_CLUSTER, type CalicoCluster } from '../calico';
import { SCAN_RUN, type ScanRun } from './scan-run';
import { SCAN_TARGET, type ScanTarget } from './scan-target';

const UNUSED = errorRule({
  id: 'workshop/demo-unused',
  form: 'words',
  what: 'A chart with a target of its own must have no props of the demo target.',
  why: 'The demo target is omitted, so nothing would use them.',
  bad: 'An AnomalyDetectionChart with a target, and with demoNamespace or demoTargetImage.',
  good: 'An AnomalyDetectionChart with a target, or with props of the demo target.',
});

/** Properties of `AnomalyDetectionChart`. */
export interface AnomalyDetectionChartProps extends ChartProps {
  /** The cluster that the module runs on. */
  readonly cluster: CalicoCluster;

  /**
   * Namespace to create for the demo, which contains the target and the scanner. Must be an RFC 1123 label that is not in
   * use on the cluster.
   *
   * @default dev
   */
  readonly demoNamespace?: string;

  /**
   * Whether the chart contains the log settings of the cluster, as `ThreatDefenseLogSettings` does. They must then be
   * applied with `kubectl apply --server-side`.
   *
   * @default false
   */
  readonly includeLogSettings?: boolean;

  /**
   * Image reference of the AD jobs, pinned by a tag other than `latest`, or by digest. Releases without AD jobs ignore it.
   *
   * @default - the image for the release, by its tag
   */
  readonly adJobsImage?: string;

  /**
   * Image reference of the demo target, pinned by a tag other than `latest`, or by digest.
   *
   * @default - nginx, by its tag
   */
  readonly demoTargetImage?: string;

  /**
   * Image reference of the scanner, pinned by a tag other than `latest`, or by digest.
   *
   * @default - netshoot, by its tag
   */
  readonly scannerImage?: string;

  /**
   * Registry that mirrors all images, with an optional path, such as `registry.example.com/mirror`. It replaces the
   * registries of the images.
   *
   * @default - the registries of the images
   */
  readonly imageRegistry?: string;

  /**
   * Names of the Secrets used to pull the images. They must exist in the namespace of the demo, and, where the release has AD
   * jobs, in `tigera-intrusion-detection`.
   *
   * @default - `tigera-pull-secret` for the AD jobs, and none for the demo
   */
  readonly imagePullSecrets?: string[];

  /**
   * Severity of the alert, from 1 to 100, the most severe. Releases without an alert ignore it.
   *
   * @default 100
   */
  readonly severity?: number;

  /**
   * What is scanned instead of the demo target, which is then omitted together with its namespace. A target of
   * addresses has no namespace in which the scanner could run, so it must be pods or a Service.
   *
   * @default - a demo target
   */
  readonly target?: ScanTarget;

  /**
   * When the scan runs.
   *
   * @default - on command, in a pod that also requests the page of the demo target every 3 seconds, as in the workshop
   */
  readonly run?: ScanRun;
}

export const ANOMALY_DETECTION_CHART_PROPS: ValueType<AnomalyDetectionChartProps> = struct<AnomalyDetectionChartProps>(
  // A newer cdk8s may have more props for charts.
  { name: 'AnomalyDetectionChartProps', open: true },
  {
    cluster: CALICO_CLUSTER,
    demoNamespace: optional(TEXT),
    includeLogSettings: optional(FLAG),
    adJobsImage: optional(TEXT),
    demoTargetImage: optional(TEXT),
    scannerImage: optional(TEXT),
    imageRegistry: optional(TEXT),
    imagePullSecrets: optional(TEXTS),
    severity: optional(NUMBER),
    target: optional(SCAN_TARGET),
    run: optional(SCAN_RUN),
    namespace: optional(TEXT),
    labels: optional(TEXT_MAP),
    disableResourceNameHashes: optional(FLAG),
  },
);

/** Checks that no prop is ignored. */
export function checkDemoProps(props: AnomalyDetectionChartProps): Finding[] {
  const given = (['demoNamespace', 'demoTargetImage'] as const).filter((prop) => props[prop] !== undefined);
  const message = 'cannot be combined with target, which replaces the demo target; remove one of them';
  return props.target === undefined
    ? []
    : given.map((prop) => ({ ...UNUSED, keys: [prop], value: props[prop], message }));
}

/** The rules that this file checks. */
export const ANOMALY_DETECTION_CHART_PROPS_RULES = [UNUSED] as const;
