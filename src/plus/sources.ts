import { Construct, type IConstruct } from 'constructs';
import { typeProblem, type ValueType } from '../arguments';

/** A Kubernetes object of a program: a workload or a Service of cdk8s-plus, of any version, or an `ApiObject`. */
export interface KubernetesResource extends IConstruct {
  /** Version of its API, such as `apps/v1`. */
  readonly apiVersion: string;

  /** Its kind, such as `Deployment`. */
  readonly kind: string;

  /** Its name. */
  readonly name: string;
}

/** A label selector of cdk8s-plus. */
export interface PlusLabelSelector {
  /** Whether it selects everything. */
  isEmpty(): boolean;
}

/** Pods that cdk8s-plus selects by their labels: the result of `Pods.select` and `Pods.all`, of any version. */
export interface PodSelection extends IConstruct {
  /** How the pods are selected. */
  toPodSelectorConfig(): {
    /** The labels of the pods. */
    readonly labelSelector: PlusLabelSelector;

    /** The namespaces of the pods; undefined for the namespace of the chart. */
    readonly namespaces?:
      | { readonly labelSelector?: PlusLabelSelector | undefined; readonly names?: readonly string[] | undefined }
      | undefined;
  };
}

/** What has pods. */
export type PodSource = KubernetesResource | PodSelection;

const RESOURCE_FIELDS = ['apiVersion', 'kind', 'name'] as const;

/** Whether it is an object with a manifest; workloads of cdk8s-plus select pods as well. */
export function isResource(value: unknown): value is KubernetesResource {
  return Construct.isConstruct(value) && RESOURCE_FIELDS.every((name) => typeof Reflect.get(value, name) === 'string');
}

function isSelection(value: unknown): value is PodSelection {
  return Construct.isConstruct(value) && typeof Reflect.get(value, 'toPodSelectorConfig') === 'function';
}

export const RESOURCE: ValueType<KubernetesResource> = {
  problems: (value, keys) =>
    isResource(value) ? [] : typeProblem(keys, value, 'a workload or a Service of cdk8s-plus, or an ApiObject'),
};

export const POD_SOURCE: ValueType<PodSource> = {
  problems: (value, keys) =>
    isResource(value) || isSelection(value)
      ? []
      : typeProblem(keys, value, 'a workload or a Service of cdk8s-plus, or pods from Pods.select or Pods.all'),
};
