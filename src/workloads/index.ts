export { checkEnvironments, checkImages } from './container-checks';
export { type ContainerPlace, containersOf, podOf } from './containers';
export { imageOf, podPlacement } from './pod-template';
export { POD_USER, PodUser, podSecurityContext } from './pod-user';
export { checkWorkload, checkWorkloadOptions } from './workload-checks';
export {
  TaintEffect,
  type Toleration,
  TolerationOperator,
  WORKLOAD_OPTION_TYPES,
  type WorkloadOptions,
} from './workload-options';
