import type { QueryNode } from '../../query';
import { GROUPS_OF_A_PAGE } from '../running';
import { type ElasticQuery, elasticQuery, type NestedPaths } from './elastic-query';

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
  /** Whether the start belongs to it as well. */
  readonly isClosed?: boolean;
  readonly after: string | number;
  readonly until: string | number;
}

/** The name of the composite aggregation in request and response. */
export const GROUPS = 'groups';

/** The name of the metric, in each group or of all records. */
export const METRIC = 'metric';

/** The last group of a page, after which the next page starts. */
export type PageEnd = Readonly<Record<string, unknown>>;

/**
 * The request that a run of an alert sends to Elasticsearch: for the records, their groups, or a metric of all of them.
 *
 * @param after the end of the page before, if it is about groups; the first page has none
 */
export function searchRequest(
  { query, aggregateBy, metric, field }: RuleRequest,
  paths: NestedPaths,
  window?: TimeWindow,
  after?: PageEnd,
): ElasticQuery {
  const metricOf = field !== undefined && metric !== undefined && metric !== 'count';
  const metrics = metricOf ? { [METRIC]: { [metric]: { field } } } : undefined;
  const eachRecord = aggregateBy.length === 0 && metric === undefined;
  return {
    ...(eachRecord ? {} : { size: 0 }),
    query: inWindow(elasticQuery(query, paths), window),
    ...(aggregateBy.length > 0 ? { aggs: groups(aggregateBy, metrics, after) } : metricOf ? { aggs: metrics } : {}),
  };
}

/** Restricts a query to a window. */
export function inWindow(query: ElasticQuery, window: TimeWindow | undefined): ElasticQuery {
  if (window === undefined) {
    return query;
  }
  const range = { range: { [window.field]: { [window.isClosed ? 'gte' : 'gt']: window.after, lte: window.until } } };
  return { bool: { must: [query], filter: [range] } };
}

function groups(
  aggregateBy: readonly string[],
  metrics: ElasticQuery | undefined,
  after: PageEnd | undefined,
): ElasticQuery {
  const composite = { size: GROUPS_OF_A_PAGE, sources: groupSources(aggregateBy), after };
  return { [GROUPS]: { composite, ...(metrics === undefined ? {} : { aggs: metrics }) } };
}

/** The sources of the composite aggregation, in reverse order: the last field varies slowest. */
export function groupSources(aggregateBy: readonly string[]): ElasticQuery[] {
  return aggregateBy.map((field) => ({ [field]: { terms: { field } } })).reverse();
}
