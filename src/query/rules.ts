import { PARSE_RULES } from './parse';
import { QUERY_FORM_RULES } from './query-form-checks';
import { POLICY_SELECTOR_RULES } from './selector/policy-selector';
import { TREE_RULES } from './tree-checks';
import { WRITTEN_VALUES_RULES } from './written-values';

/** The rules of this folder. */
export const QUERY_RULES = [
  ...PARSE_RULES,
  ...QUERY_FORM_RULES,
  ...TREE_RULES,
  ...WRITTEN_VALUES_RULES,
  ...POLICY_SELECTOR_RULES,
] as const;
