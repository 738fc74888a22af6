export { type ElasticQuery, elasticQuery, type NestedPaths } from './elastic-query';
export { type Condition, eventsOf, type SearchAnswer } from './events';
export {
  PARTIALS,
  type PartialsBucket,
  type PartialsRequestOptions,
  partialOf,
  partialsRequest,
} from './partials-request';
export { groupColumn, PARTIALS_COLUMNS, partialsDigest } from './partials-table';
export { type RequestPlan, runRequest } from './plan-requests';
export {
  type CountsAnswer,
  type CountsRequestOptions,
  countsOf,
  countsRequest,
  rowsOf,
  rowsRequest,
  type SlotOfRows,
  timesOf,
} from './rows-request';
export { GROUPS, METRIC, type PageEnd, type RuleRequest, searchRequest, type TimeWindow } from './search-request';
export { type RecordSlots, runsOfSlots, saysWhenStored } from './slot-sources';
