import { PLAIN_DATA_RULES } from './plain-data';
import { READ_OTHERWISE_RULES } from './read-otherwise';

/** The rules of this room. */
export const READING_RULES = [...PLAIN_DATA_RULES, ...READ_OTHERWISE_RULES] as const;
