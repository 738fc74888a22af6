export { isClusterScoped } from './cluster-scope';
export { annotateBelow } from './given-annotations';
export { formatGoDuration, parseGoDuration } from './go-duration';
export { isInteger, kubectlValue, type ScalarValue } from './kubectl-value';
export { labelSelector, NAMESPACE_NAME_LABEL } from './label-selector';
export { labelProblems, metadataProblems } from './metadata';
export { checkObjectMetadata, metadataFinding } from './metadata-checks';
export { dnsLabelProblem, labelKeyProblem, labelValueProblem, rfc1035Problem, subdomainProblem } from './names';
export { pastTime } from './past-time';
export { PlainObject } from './plain-object';
export { PORT_RANGE_TYPE, PortRange } from './port-range';
export { unreadableStrings } from './printed-strings';
export { GUARDS, missingGuards } from './prune-guards';
export { isQuantity, quantityValue } from './quantity';
export {
  addRole,
  checkNamespaceRole,
  NAMESPACE_ROLE_OPTION_TYPES,
  type NamespaceRoleOptions,
  verbsOf,
} from './rbac/namespace-role';
export { type RoleServiceAccountOptions, RoleSubject } from './rbac/role-subject';
export {
  checkGroup,
  checkServiceAccount,
  checkUser,
  RBAC_GROUP,
  type SubjectRules,
  subjectManifest,
} from './rbac/subject-checks';
export { parseRfc3339 } from './rfc-3339';
export { KUBERNETES_RULES } from './rules';
export { TIME_WINDOW, TimeWindow } from './time-window';
export { type AbsoluteUrl, isLinkLocal, readUrl } from './url';
export { configKeyProblem, referencesIn } from './value-from';
export { VALUE_SOURCE, ValueSource, type ValueSourceOptions } from './value-source';
export { checkEnvironments, checkImages } from './workloads/container-checks';
export {
  CONTAINER_RESOURCES,
  ContainerResources,
  type ContainerResourcesOptions,
} from './workloads/container-resources';
export { type ContainerPlace, containersOf, podOf } from './workloads/containers';
export { imageProblem } from './workloads/image-reference';
export { imageOf, labelsOfPods, podPlacement, resourcesOf } from './workloads/pod-template';
export { POD_USER, PodUser, podSecurityContext } from './workloads/pod-user';
export { checkWorkload, checkWorkloadOptions, IMAGE } from './workloads/workload-checks';
export {
  TaintEffect,
  type Toleration,
  TolerationOperator,
  WORKLOAD_OPTION_TYPES,
  type WorkloadOptions,
} from './workloads/workload-options';
