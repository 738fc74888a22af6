import { CLUSTER_COMMAND_RULES } from './cluster-command';
import { CLUSTER_OPTIONS_RULES } from './cluster-options';

/** The rules of this room. */
export const CLI_RULES = [...CLUSTER_COMMAND_RULES, ...CLUSTER_OPTIONS_RULES] as const;
