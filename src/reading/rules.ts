import { PLAIN_DATA_RULES } from './plain-data';

/** The rules of this room. */
export const READING_RULES = [...PLAIN_DATA_RULES] as const;
