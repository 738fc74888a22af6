import type { QueryNode } from '../query';
import { type ElasticQuery, elasticQuery, type NestedPathOf } from './elastic-query';

/** What an alert rule searches for, read from its manifest. */
export interface RuleRequest {
  readonly query: QueryNode;
  /** Fields by which records are grouped; empty for none. */
  readonly aggregateBy: readonly string[];
  readonly metric?: string;
  /** The field of the metric. */
  readonly field?: string;
}

/** The records of one run: those whose time is after the start, up to the end. */
export interface TimeWindow {
  readonly field: string;
  readonly after: string | number;
  readonly until: string | number;
}

/** The name of the composite aggregation in request and response. */
export const GROUPS = 'groups';

/** The name of the metric, in each group or of all records. */
export const METRIC = 'metric';

/** The number of groups in one page of the response. */
const PAGE = 500;

/**
 * The request that a run of an alert sends to Elasticsearch: for the records, their groups, or a metric of all of them.
 */
export function searchRequest(
  { query, aggregateBy, metric, field }: RuleRequest,
  nestedPathOf: NestedPathOf,
  window?: TimeWindow,
): ElasticQuery {
  const metricOf = field !== undefined && metric !== undefined && metric !== 'count';
  const metrics = metricOf ? { [METRIC]: { [metric]: { field } } } : undefined;
  const eachRecord = aggregateBy.length === 0 && metric === undefined;
  return {
    ...(eachRecord ? {} : { size: 0 }),
    query: inWindow(elasticQuery(query, nestedPathOf), window),
    ...(aggregateBy.length > 0 ? { aggs: groups(aggregateBy, metrics) } : metricOf ? { aggs: metrics } : {}),
  };
}

function inWindow(query: ElasticQuery, window: TimeWindow | undefined): ElasticQuery {
  if (window === undefined) {
    return query;
  }
  const range = { range: { [window.field]: { gt: window.after, lte: window.until } } };
  return { bool: { must: [query], filter: [range] } };
}

/** The fields are in reverse order: the last one varies slowest. */
function groups(aggregateBy: readonly string[], metrics: ElasticQuery | undefined): ElasticQuery {
  const sources = aggregateBy.map((field) => ({ [field]: { terms: { field } } })).reverse();
  const composite = { size: PAGE, sources };
  return { [GROUPS]: { composite, ...(metrics === undefined ? {} : { aggs: metrics }) } };
}
