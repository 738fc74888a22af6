import { FILE_COLLISIONS_RULES } from './file-collisions';
import { UNIQUE_OBJECTS_RULES } from './unique-objects';

/** The rules of this folder. */
export const KIND_RULES = [...FILE_COLLISIONS_RULES, ...UNIQUE_OBJECTS_RULES] as const;
