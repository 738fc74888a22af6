export { requireUniqueObjects } from './unique-objects';
