import type { k8s } from 'cdk8s-plus-28';

/*
 * Nothing that users see may name these types: the package that they come from is there to compile the constructs, and
 * not to use them.
 */
export type Container = Data<k8s.Container>;
export type CronJobSpec = Data<k8s.CronJobSpec>;
export type DeploymentSpec = Data<k8s.DeploymentSpec>;
export type EnvVar = Data<k8s.EnvVar>;
export type JobSpec = Data<k8s.JobSpec>;
export type NetworkPolicySpec = Data<k8s.NetworkPolicySpec>;
export type PodSpec = Data<k8s.PodSpec>;
export type ServiceSpec = Data<k8s.ServiceSpec>;

/** A type of the Kubernetes API as in a manifest, where quantities are strings, and ports are numbers or names. */
type Data<T> = T extends k8s.Sysctl // Which has a value as well, but is an object.
  ? Readonly<k8s.Sysctl>
  : T extends k8s.Quantity | k8s.IntOrString
    ? string | number
    : T extends string | number | boolean | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? readonly Data<Item>[]
        : { readonly [Field in keyof T as FieldName<Field>]: Data<T[Field]> };

/** The classes of cdk8s-plus write acronyms as words. */
type FieldName<Name> = Name extends `${infer Head}Ip`
  ? `${Head}IP`
  : Name extends `${infer Head}Pid`
    ? `${Head}PID`
    : Name extends `${infer Head}Ipc`
      ? `${Head}IPC`
      : Name extends `${infer Head}Fqdn`
        ? `${Head}FQDN`
        : Name;
