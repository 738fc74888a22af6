import type { Duration } from 'cdk8s';
import { DURATION, NUMBER, optional, type Shape, struct, TEXT_MAP, type ValueType } from '../../arguments';
import { CALICO_CLUSTER, type CalicoCluster } from '../../calico';

/** Options common to all alerts. */
export interface AlertOptions {
  /**
   * The cluster that the alert is for.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * How often the alert runs, at least one minute. Zero does not mean the default: with zero, an alert was observed to
   * run every few seconds.
   *
   * @default - depends on the construct
   */
  readonly period?: Duration;

  /**
   * How far back each run looks, at least one minute; zero means Calico's own default. Detectors ignore it: they look
   * at the records since their last run.
   *
   * @default - depends on the construct
   */
  readonly lookback?: Duration;

  /**
   * The severity of its events, from 1 to 100 (100 is the most severe).
   *
   * @default 100
   */
  readonly severity?: number;

  /**
   * Labels of the object.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

export const ALERT_OPTION_TYPES: Shape<AlertOptions> = {
  cluster: optional(CALICO_CLUSTER),
  period: optional(DURATION),
  lookback: optional(DURATION),
  severity: optional(NUMBER),
  labels: optional(TEXT_MAP),
  annotations: optional(TEXT_MAP),
};

export const ALERT_OPTIONS: ValueType<AlertOptions> = struct<AlertOptions>(
  { name: 'AlertOptions' },
  ALERT_OPTION_TYPES,
);
