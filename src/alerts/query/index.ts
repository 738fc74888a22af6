export { checkQueryForms } from './form-checks';
export { type ParsedQuery, parseQuery } from './parse';
export { printQuery } from './print';
export { QUERY, Query, QueryField } from './query';
export type {
  AllNode,
  AndNode,
  Comparator,
  ComparisonNode,
  EmptinessNode,
  MembershipNode,
  NotNode,
  OrNode,
  QueryLeaf,
  QueryLiteral,
  QueryNode,
  QueryPosition,
  QueryRemark,
} from './query-node';
export { placeOf } from './query-place';
export { isNegative, literalsOf, walkQuery } from './query-tree';
export { comparisonsOf, withoutSets } from './set-comparisons';
export type { QueryProblem } from './syntax-place';
