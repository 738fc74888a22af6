import type { IndexMapping } from '../../logs';
import type { AlertPlan } from '../running';
import type { ElasticQuery } from './elastic-query';
import { type PageEnd, searchRequest, type TimeWindow } from './search-request';

/** What a request depends on: also that of an alert that the log store refuses. */
export type RequestPlan = Pick<AlertPlan, 'model' | 'query' | 'window' | 'mapping'>;

/**
 * The request that a run of an alert sends to Elasticsearch.
 *
 * @param now when it runs, in milliseconds since 1970
 * @param after the end of the page before; the first page has none
 */
export function runRequest({ model, query, window, mapping }: RequestPlan, now: number, after?: PageEnd): ElasticQuery {
  const { aggregateBy, metric, field, lookback } = model;
  const range: TimeWindow = {
    field: window.field,
    isClosed: window.isClosed,
    after: timeValue(now - lookback, window.field, mapping),
    until: timeValue(now, window.field, mapping),
  };
  return searchRequest({ query, aggregateBy, metric, field }, mapping, range, after);
}

/** A time in the format of a field. */
export function timeValue(millis: number, key: string, mapping: IndexMapping): number | string {
  return mapping.fieldOf(key).format === 'epoch_second' ? millis / 1_000 : new Date(millis).toISOString();
}
