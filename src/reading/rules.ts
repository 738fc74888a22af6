import { READ_OTHERWISE_RULES } from './read-otherwise';
import { YAML_RULES } from './yaml-rules';

/** The rules of this room. */
export const READING_RULES = [...YAML_RULES, ...READ_OTHERWISE_RULES] as const;
