import { QUERY_QUERY_RULES } from './query';
import { WRITTEN_VALUES_RULES } from './written-values';

/** The rules of this room. */
export const QUERY_RULES = [...QUERY_QUERY_RULES, ...WRITTEN_VALUES_RULES] as const;
