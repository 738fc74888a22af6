import { CALICO_CLUSTER_RULES } from './calico-cluster';
import { CALICO_RELEASE_RULES } from './calico-release';
import { CLUSTER_NAME_RULES } from './cluster-name';
import { LOG_SETTINGS_RULES } from './log-settings';
import { PARSE_CLUSTER_RULES } from './parse-cluster';

/** The rules of this room. */
export const CALICO_RULES = [
  ...CALICO_CLUSTER_RULES,
  ...CALICO_RELEASE_RULES,
  ...CLUSTER_NAME_RULES,
  ...LOG_SETTINGS_RULES,
  ...PARSE_CLUSTER_RULES,
] as const;
