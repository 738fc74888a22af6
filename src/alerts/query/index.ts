export { checkQueryForms } from './form-checks';
export { parseQuery } from './parse';
export { printQuery } from './print';
export { QUERY, Query, QueryField } from './query';
export type {
  Comparator,
  ComparisonNode,
  MembershipNode,
  QueryLeaf,
  QueryLiteral,
  QueryNode,
  QueryPosition,
} from './query-node';
export { placeOf } from './query-place';
export { isNegative, literalsOf, walkQuery } from './query-tree';
export { comparisonsOf, withoutSets } from './set-comparisons';
