import { type AlertPlan, DEFAULT_DELAY, type GroupPartial } from '../running';
import { type ElasticQuery, elasticQuery } from './elastic-query';
import { timeValue } from './plan-requests';
import { groupSources, inWindow, METRIC, type PageEnd } from './search-request';
import { type BucketKey, runsOfSlots, slotSources, slotsIn } from './slot-sources';

/** The name of the composite aggregation in request and response. */
export const PARTIALS = 'partials';

/** Options of a request for partials. */
export interface PartialsRequestOptions {
  /** The records after this time, up to `to`: in milliseconds since 1970, or as date math of Elasticsearch. */
  readonly from: number | string;
  readonly to: number | string;
  /** The time after the end of a record from which it can be found, in milliseconds. */
  readonly delay?: number;
  /** The end of the page before; the first page has none. */
  readonly after?: PageEnd;
}

/** A bucket of the response. */
export interface PartialsBucket {
  readonly key: BucketKey;
  readonly doc_count: number;
  readonly [METRIC]?: {
    readonly count: number;
    readonly sum: number;
    readonly min: number | null;
    readonly max: number | null;
  };
}

/** The number of partials in one page of the response. */
const PAGE = 1_000;

/** The request for the partials of all records between two times; it has pages, as that of a run has. */
export function partialsRequest(plan: AlertPlan, options: PartialsRequestOptions): ElasticQuery {
  const { model, query, metric, mapping } = plan;
  const { delay = DEFAULT_DELAY } = options;
  const sources = [...slotSources(plan, delay), ...groupSources(model.aggregateBy)];
  const stats = metric.kind === 'field' ? { aggs: { [METRIC]: { stats: { field: metric.field.name } } } } : {};
  return pageRequest(plan, options, { query: elasticQuery(query, mapping), sources, stats });
}

/** What a page asks for. */
interface PageContent {
  readonly query: ElasticQuery;
  readonly sources: readonly ElasticQuery[];
  readonly stats: ElasticQuery;
}

/** One page of what records between two times are like. */
export function pageRequest(
  plan: AlertPlan,
  { from, to, after }: PartialsRequestOptions,
  { query, sources, stats }: PageContent,
): ElasticQuery {
  return {
    size: 0,
    query: inWindow(query, rangeOf(plan, { from, to })),
    aggs: { [PARTIALS]: { composite: { size: PAGE, sources, after }, ...stats } },
  };
}

/** The times of records after a time, up to another one. */
export function rangeOf(
  { window: { field }, mapping }: AlertPlan,
  { from, to }: Pick<PartialsRequestOptions, 'from' | 'to'>,
): { readonly field: string; readonly after: number | string; readonly until: number | string } {
  const boundOf = (time: number | string) => (typeof time === 'number' ? timeValue(time, field, mapping) : time);
  return { field, after: boundOf(from), until: boundOf(to) };
}

/** The partial of a bucket; undefined if no run sees its records. */
export function partialOf(
  plan: AlertPlan,
  { key, doc_count, [METRIC]: stats }: PartialsBucket,
  delay = DEFAULT_DELAY,
): GroupPartial | undefined {
  const { first, last } = runsOfSlots(plan, slotsIn(plan, key, delay), delay);
  const hasValues = stats !== undefined && stats.count > 0;
  return first > last
    ? undefined
    : {
        first,
        last,
        group: plan.model.aggregateBy.map((name) => key[name] ?? null),
        n: doc_count,
        values: stats?.count ?? 0,
        sum: stats?.sum ?? 0,
        min: hasValues ? (stats.min ?? 0) : Number.POSITIVE_INFINITY,
        max: hasValues ? (stats.max ?? 0) : Number.NEGATIVE_INFINITY,
      };
}
