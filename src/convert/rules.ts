import { WRITE_PROJECT_RULES } from './project/write-project';

/** The rules of this room. */
export const CONVERT_RULES = [...WRITE_PROJECT_RULES] as const;
