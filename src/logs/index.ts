export { CATALOGUES, catalogueOf, FieldCatalogue } from './catalogue';
export { DataSet } from './data-set';
export type { FieldFacts, ValueType } from './field-facts';
export { type Availability, availability } from './field-history';
export { allowsSets, type IndexType, indexTypeOf, isNeverInSets, nestedPathOf } from './index-mapping';
export { unknownField } from './unknown-field';
export { valueProblem } from './value-types';
