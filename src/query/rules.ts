import { PARSE_RULES } from './parse';
import { POLICY_SELECTOR_RULES } from './selector/policy-selector';
import { TREE_RULES } from './tree-checks';
import { WRITTEN_VALUES_RULES } from './written-values';

/** The rules of this folder. */
export const QUERY_RULES = [...PARSE_RULES, ...TREE_RULES, ...WRITTEN_VALUES_RULES, ...POLICY_SELECTOR_RULES] as const;
