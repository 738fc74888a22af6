export { checkEnvironments, checkImages } from './container-checks';
export { type ContainerPlace, containersOf, podOf } from './containers';
export { imageOf, podPlacement } from './pod-template';
export { checkWorkload, checkWorkloadOptions } from './workload-checks';
export { TaintEffect, type Toleration, TolerationOperator, type WorkloadOptions } from './workload-options';
