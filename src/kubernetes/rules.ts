import { METADATA_RULES } from './metadata-checks';
import { PORT_RANGE_RULES } from './port-range';
import { PRINTED_STRING_RULES } from './printed-strings';
import { NAMESPACE_ROLE_RULES } from './rbac/namespace-role';
import { ROLE_SUBJECT_RULES } from './rbac/role-subject';
import { TIME_WINDOW_RULES } from './time-window';
import { CONTAINER_RULES } from './workloads/container-checks';
import { CONTAINER_RESOURCES_RULES } from './workloads/container-resources';
import { POD_USER_RULES } from './workloads/pod-user';
import { WORKLOAD_RULES } from './workloads/workload-checks';

/** The rules of this room. */
export const KUBERNETES_RULES = [
  ...METADATA_RULES,
  ...PORT_RANGE_RULES,
  ...PRINTED_STRING_RULES,
  ...NAMESPACE_ROLE_RULES,
  ...ROLE_SUBJECT_RULES,
  ...TIME_WINDOW_RULES,
  ...CONTAINER_RULES,
  ...CONTAINER_RESOURCES_RULES,
  ...POD_USER_RULES,
  ...WORKLOAD_RULES,
] as const;
