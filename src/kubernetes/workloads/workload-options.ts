import type { Duration } from 'cdk8s';
import {
  DURATION,
  enumOf,
  list,
  optional,
  type Shape,
  struct,
  TEXT,
  TEXT_MAP,
  TEXTS,
  type ValueType,
} from '../../arguments';

/** How a toleration compares its value with a taint's. */
export enum TolerationOperator {
  /** The taint only has to be there. */
  EXISTS = 'Exists',
  /** The taint has to have the same value. */
  EQUAL = 'Equal',
}

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** New pods stay away. */
  NO_SCHEDULE = 'NoSchedule',
  /** New pods stay away where they can. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** Running pods are evicted too. */
  NO_EXECUTE = 'NoExecute',
}

/**
 * Lets pods run on nodes with a taint.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every taint, which needs the operator Exists
   */
  readonly key?: string;

  /**
   * How the value is compared.
   *
   * @default TolerationOperator.EQUAL
   */
  readonly operator?: TolerationOperator;

  /**
   * Value of the taint.
   *
   * @default - empty
   */
  readonly value?: string;

  /**
   * Effect of the taint.
   *
   * @default - every effect
   */
  readonly effect?: TaintEffect;

  /**
   * How long a running pod stays after the taint came, for the effect NoExecute. A whole number of seconds.
   *
   * @default - for ever
   */
  readonly stayFor?: Duration;
}

/** What can be set on everything that runs pods. */
export interface WorkloadOptions {
  /**
   * Image reference, pinned by a tag other than `latest`, or by digest.
   *
   * @default - the one that the construct names
   */
  readonly image?: string;

  /**
   * Registry, with a path where there is one, that mirrors the image: it takes the place of the image's own registry,
   * as in `registry.example.com/mirror`.
   *
   * @default - the image's own registry
   */
  readonly imageRegistry?: string;

  /**
   * Names of the secrets with which the image is pulled; they stand in the namespace of the pods.
   *
   * @default - those that the construct names
   */
  readonly imagePullSecrets?: string[];

  /**
   * Labels that are added to the object and to its pods.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations that are added to the object and to its pods.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Labels that a node must have to run the pods.
   *
   * @default - any node
   */
  readonly nodeSelector?: { readonly [key: string]: string };

  /**
   * Taints that the pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];
}

const TOLERATION: ValueType<Toleration> = struct<Toleration>(
  { name: 'Toleration' },
  {
    key: optional(TEXT),
    operator: optional(enumOf('TolerationOperator', TolerationOperator)),
    value: optional(TEXT),
    effect: optional(enumOf('TaintEffect', TaintEffect)),
    stayFor: optional(DURATION),
  },
);

export const WORKLOAD_OPTION_TYPES: Shape<WorkloadOptions> = {
  image: optional(TEXT),
  imageRegistry: optional(TEXT),
  imagePullSecrets: optional(TEXTS),
  labels: optional(TEXT_MAP),
  annotations: optional(TEXT_MAP),
  nodeSelector: optional(TEXT_MAP),
  tolerations: optional(list(TOLERATION)),
};
