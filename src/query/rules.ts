import { NESTING_RULES } from './nesting';
import { PARSE_RULES } from './parse';
import { QUERY_BUILDER_RULES } from './query';
import { WRITTEN_VALUES_RULES } from './written-values';

/** The rules of this room. */
export const QUERY_RULES = [...PARSE_RULES, ...NESTING_RULES, ...QUERY_BUILDER_RULES, ...WRITTEN_VALUES_RULES] as const;
