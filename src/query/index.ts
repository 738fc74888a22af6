export { AuditFields } from './audit-fields';
export { DnsFields } from './dns-fields';
export { FlowFields } from './flow-fields';
export { FIELD_OR_NAME, fieldNameOf, QUERY_OR_TEXT, queryOf } from './given';
export { L7Fields } from './l7-fields';
export { parseQuery, SYNTAX } from './parse';
export { printQuery } from './print';
export { QUERY, Query, QueryField } from './query';
export { checkQueryForms, EMPTY_SINCE } from './query-form-checks';
export type {
  Comparator,
  ComparisonNode,
  MembershipNode,
  QueryLeaf,
  QueryLiteral,
  QueryNode,
  QueryPosition,
  QueryRemark,
} from './query-node';
export { placeOf } from './query-place';
export { conditionsOf, isNegative, literalsOf, walkQuery } from './query-tree';
export { quote } from './quote';
export { QUERY_RULES } from './rules';
export { isAround, isSearchedSubstitution, type Part, searchedStrings } from './searched-strings';
export { couldMatch, matches } from './selector/matching';
export { parseSelector } from './selector/parser';
export { POD_NAMESPACE_LABEL, POLICY_SELECTOR, PolicySelector } from './selector/policy-selector';
export { printSelector } from './selector/print';
export { type Labels, type Selector, valuesOf } from './selector/selector';
export { comparisonsOf, withoutSets } from './set-comparisons';
export { withoutNegations } from './without-negations';
export { isBareWord } from './words';
