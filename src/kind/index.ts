export { addCalicoObject } from './calico-object';
export { checkFields, type FieldRules, isSet } from './field-checks';
export type { FieldSchema, MapSchema } from './field-schema';
export type { Kind } from './kind';
export { type ObjectSchema, objectSchema } from './object-schema';
export { isOneOf, type ObjectType } from './object-type';
export { KIND_RULES } from './rules';
export type { StringContext } from './string-context';
export { requireUniqueObjects } from './unique-objects';
