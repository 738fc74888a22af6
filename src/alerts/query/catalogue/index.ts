export { checkAggregation } from './aggregation-checks';
export { AuditFields } from './audit-fields';
export { CATALOGUES, catalogueOf, FieldCatalogue } from './catalogue';
export { DnsFields } from './dns-fields';
export type { FieldFacts, ValueType } from './field-facts';
export { FlowFields } from './flow-fields';
export { L7Fields } from './l7-fields';
export { checkQueryFields } from './query-checks';
export { valueProblem } from './value-types';
