import { METADATA_RULES } from './metadata-checks';
import { PRINTED_STRING_RULES } from './printed-strings';
import { TIME_WINDOW_RULES } from './time-window';
import { CONTAINER_RULES } from './workloads/container-checks';
import { POD_USER_RULES } from './workloads/pod-user';
import { WORKLOAD_RULES } from './workloads/workload-checks';

/** The rules of this room. */
export const KUBERNETES_RULES = [
  ...METADATA_RULES,
  ...PRINTED_STRING_RULES,
  ...TIME_WINDOW_RULES,
  ...CONTAINER_RULES,
  ...POD_USER_RULES,
  ...WORKLOAD_RULES,
] as const;
