export { CATALOGUES, catalogueOf, FieldCatalogue } from './catalogue';
export { DataSet } from './data-set';
export type { FieldFacts, ValueType } from './field-facts';
export { type Availability, availability } from './field-history';
export { allowsSets, IndexMapping, indexTypeOf, isNeverInSets, mappingOf, nestedPathOf } from './index-mapping';
export { INDEX_TABLES, type IndexedField, type IndexTable, type IndexType } from './index-table';
export { unknownField } from './unknown-field';
export { valueProblem } from './value-types';
