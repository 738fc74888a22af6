/*
 * The entry `cdk8s-calico-threat-defense/plus`, for programs in TypeScript and JavaScript that use cdk8s-plus. It imports no version
 * of it: types are compared by their shape, and everything is read from manifests.
 */
export { type PodsOfNamespace, type PodsOptions, podsOf, policySelectorOf } from './pods-of';
export { type ProbeTargetOfOptions, probeTargetOf } from './probe-target-of';
export { scanTargetOf } from './scan-target-of';
export type { KubernetesResource, PlusLabelSelector, PodSelection, PodSource } from './sources';
