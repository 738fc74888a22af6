export { KIND_RULES } from './rules';
export { requireUniqueObjects } from './unique-objects';
