import { PARSE_RULES } from './parse';
import { TREE_RULES } from './tree-checks';
import { WRITTEN_VALUES_RULES } from './written-values';

/** The rules of this folder. */
export const QUERY_RULES = [...PARSE_RULES, ...TREE_RULES, ...WRITTEN_VALUES_RULES] as const;
