import { KIND_RULES } from './calico/kind-checks';
import { PLACEHOLDERS_RULES } from './calico/placeholders';
import { SLIPPED_FIELDS_RULES } from './calico/slipped-fields';
import { CLUSTER_CHOICE_RULES } from './cluster-choice';
import { IGNORES_RULES } from './ignores';
import { WHOLE_FILE_RULES } from './whole-file';

/** The rules of this room. */
export const LINT_RULES = [
  ...KIND_RULES,
  ...PLACEHOLDERS_RULES,
  ...SLIPPED_FIELDS_RULES,
  ...CLUSTER_CHOICE_RULES,
  ...IGNORES_RULES,
  ...WHOLE_FILE_RULES,
] as const;
