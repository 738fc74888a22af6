export { CATALOGUES, catalogueOf, FieldCatalogue } from './catalogue';
export { DataSet } from './data-set';
export type { FieldFacts, ValueType } from './field-facts';
export { type Availability, availability } from './field-history';
export { type Connection, type FlowEnd, type FlowRow, flowRows } from './flow-rows';
export { allowsSets, type IndexType, indexTypeOf, isNeverInSets, nestedPathOf } from './index-mapping';
export { deploymentPods, portScan, steadyTraffic, type TimeSpan } from './traffic';
export { unknownField } from './unknown-field';
export { valueProblem } from './value-types';
