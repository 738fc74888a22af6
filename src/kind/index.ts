export type { Kind } from './kind';
export { KIND_RULES } from './rules';
export { requireUniqueObjects } from './unique-objects';
