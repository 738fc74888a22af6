import { ARGUMENT_RULES } from './argument-rules';

/** The rules of this room. */
export const ARGUMENTS_RULES = [...ARGUMENT_RULES] as const;
