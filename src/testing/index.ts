export { Match } from './match';
export { Matcher } from './matcher';
export type { Resource, ResourcePattern } from './resource';
export { Template } from './template';
