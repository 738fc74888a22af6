export { conditionHolds } from './condition';
export { type ElasticQuery, elasticQuery, type NestedPathOf } from './elastic-query';
export { type Condition, eventsOf, type SearchAnswer } from './events';
export { type KnownFields, type Possible, possibleMatch, possibleTerm } from './possible-match';
export { type RuleRequest, searchRequest, type TimeWindow } from './search-request';
export { type Substitutions, substitute, valuesOf } from './substitute';
export { matchesWildcard } from './wildcard';
