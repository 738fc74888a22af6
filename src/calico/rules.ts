import { CALICO_CLUSTER_RULES } from './calico-cluster';
import { CALICO_RELEASE_RULES } from './calico-release';
import { CALICO_TOPOLOGY_RULES } from './calico-topology';
import { CLUSTER_ENVIRONMENT_RULES } from './cluster-environment';
import { CLUSTER_NAME_RULES } from './cluster-name';
import { LOG_SETTINGS_RULES } from './log-settings';
import { PARSE_CLUSTER_RULES } from './parse-cluster';
import { RELEASE_CHECKS_RULES } from './release-checks';

/** The rules of this room. */
export const CALICO_RULES = [
  ...CALICO_CLUSTER_RULES,
  ...CALICO_RELEASE_RULES,
  ...CALICO_TOPOLOGY_RULES,
  ...CLUSTER_ENVIRONMENT_RULES,
  ...CLUSTER_NAME_RULES,
  ...LOG_SETTINGS_RULES,
  ...PARSE_CLUSTER_RULES,
  ...RELEASE_CHECKS_RULES,
] as const;
