import type { k8s } from 'cdk8s-plus-28';

/** A type of the Kubernetes API as it stands in a manifest, where quantities are text, and ports numbers or names. */
export type KubernetesData<T> = T extends k8s.Quantity | k8s.IntOrString
  ? string | number
  : T extends string | number | boolean | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly KubernetesData<Item>[]
      : { readonly [Field in keyof T]: KubernetesData<T[Field]> };

/** What Pods, Deployments, Jobs, CronJobs and Services are made of. */
export type CronJobSpec = KubernetesData<k8s.CronJobSpec>;
export type DeploymentSpec = KubernetesData<k8s.DeploymentSpec>;
export type JobSpec = KubernetesData<k8s.JobSpec>;
export type NetworkPolicySpec = KubernetesData<k8s.NetworkPolicySpec>;
export type PodSpec = KubernetesData<k8s.PodSpec>;
export type ServiceSpec = KubernetesData<k8s.ServiceSpec>;
export type Container = KubernetesData<k8s.Container>;
export type EnvVar = KubernetesData<k8s.EnvVar>;
