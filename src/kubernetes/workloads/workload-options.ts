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
import { CONTAINER_RESOURCES, type ContainerResources } from './container-resources';

/** How a toleration matches the value of a taint. */
export enum TolerationOperator {
  /** Matches any value of the taint. */
  EXISTS = 'Exists',
  /** Matches the same value. */
  EQUAL = 'Equal',
}

/** The effect of a taint on pods that do not tolerate it. */
export enum TaintEffect {
  /** New pods are not scheduled on the node. */
  NO_SCHEDULE = 'NoSchedule',
  /** New pods are scheduled on other nodes if possible. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** New pods are not scheduled on the node, and running pods are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/**
 * Allows pods to run on nodes with a taint.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every taint, which requires the operator Exists
   */
  readonly key?: string;

  /**
   * How the value is matched.
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
   * How long a running pod stays after the taint was added, for the effect NoExecute. Must be a whole number of seconds.
   *
   * @default - forever
   */
  readonly stayFor?: Duration;
}

/** Options common to all constructs that run pods. */
export interface WorkloadOptions {
  /**
   * Image reference, pinned by a tag other than `latest`, or by digest.
   *
   * @default - the default image of the construct
   */
  readonly image?: string;

  /**
   * Registry that mirrors the image, with an optional path, such as `registry.example.com/mirror`. It replaces the registry
   * of the image.
   *
   * @default - the registry of the image
   */
  readonly imageRegistry?: string;

  /**
   * Names of the Secrets used to pull the image, in the namespace of the pods.
   *
   * @default - the default Secrets of the construct
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
   * Labels that a node must have for the pods to be scheduled on it.
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

  /**
   * Labels that are added to the pods only, and replace those of `labels` with the same key.
   *
   * @default - none
   */
  readonly podLabels?: { readonly [key: string]: string };

  /**
   * Requests and limits of the container.
   *
   * @default - those of the construct
   */
  readonly resources?: ContainerResources;

  /**
   * Name of the PriorityClass of the pods, an RFC 1123 subdomain.
   *
   * @default - the default of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * Name of the service account of the pods, an RFC 1123 subdomain, for image pull secrets or policies that depend on it.
   *
   * @default - the default service account of the namespace
   */
  readonly serviceAccountName?: string;
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
  podLabels: optional(TEXT_MAP),
  resources: optional(CONTAINER_RESOURCES),
  priorityClassName: optional(TEXT),
  serviceAccountName: optional(TEXT),
};
