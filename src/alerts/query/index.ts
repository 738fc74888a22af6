export { type ParsedQuery, parseQuery } from './parse';
export { printQuery } from './print';
export { Query, QueryField } from './query';
export type {
  AllNode,
  AndNode,
  Comparator,
  ComparisonNode,
  MembershipNode,
  NotNode,
  OrNode,
  QueryLiteral,
  QueryNode,
  QueryPosition,
} from './query-node';
export { walkQuery } from './query-tree';
export type { QueryProblem } from './syntax-place';
