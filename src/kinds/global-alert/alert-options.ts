import type { Duration } from 'cdk8s';
import { DURATION, NUMBER, optional, type Shape, struct, TEXT_MAP, type ValueType } from '../../arguments';
import { CALICO_CLUSTER, type CalicoCluster } from '../../calico';

/** What can be said of every alert. */
export interface AlertOptions {
  /**
   * The cluster that the alert is for.
   *
   * @default - the one that a construct above provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * How often it runs, at least one minute. Zero is not the default: the alert was observed to run every few seconds.
   *
   * @default - the construct's
   */
  readonly period?: Duration;

  /**
   * How far back each run looks, at least one minute; zero stands for Calico's own default. Detectors do not read it:
   * they look at what came since their last run.
   *
   * @default - the construct's
   */
  readonly lookback?: Duration;

  /**
   * How severe its events are, from 1 to 100, the most severe.
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
