import { type AlertPlan, DEFAULT_DELAY, type GroupPartial, type GroupValue, slotOf } from '../running';
import { type ElasticQuery, elasticQuery } from './elastic-query';
import { timeValue } from './plan-requests';
import { groupSources, inWindow, METRIC, type PageEnd } from './search-request';

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
  readonly key: Readonly<Record<string, GroupValue>>;
  readonly doc_count: number;
  readonly [METRIC]?: {
    readonly count: number;
    readonly sum: number;
    readonly min: number | null;
    readonly max: number | null;
  };
}

/** The slots of a partial: by the time of its records, and by the end from which they can be found. */
const SLOT = 'slot of the window';
const SEEN = 'slot of the end';

/** The number of partials in one page of the response. */
const PAGE = 1_000;

/** A slot that has its end in it, and not its start, begins one unit of time later. */
const WHOLE_SECONDS = 1_000;
const MOMENTS = 1;

/** The request for the partials of all records between two times; it has pages, as that of a run has. */
export function partialsRequest(plan: AlertPlan, options: PartialsRequestOptions): ElasticQuery {
  const { model, query, window, metric, mapping } = plan;
  const { from, to, delay = DEFAULT_DELAY, after } = options;
  const slot = slotOf(plan, delay);
  const boundOf = (time: number | string) => (typeof time === 'number' ? timeValue(time, window.field, mapping) : time);
  const range = {
    field: window.field,
    after: boundOf(from),
    until: boundOf(to),
  };
  const sources = [
    { [SLOT]: histogram(window.field, slot, window.isClosed ? 0 : WHOLE_SECONDS) },
    ...(window.isClosed ? [{ [SEEN]: histogram(window.endField, slot, MOMENTS) }] : []),
    ...groupSources(model.aggregateBy),
  ];
  const stats = metric.kind === 'field' ? { aggs: { [METRIC]: { stats: { field: metric.field.name } } } } : {};
  return {
    size: 0,
    query: inWindow(elasticQuery(query, mapping), range),
    aggs: { [PARTIALS]: { composite: { size: PAGE, sources, after }, ...stats } },
  };
}

function histogram(field: string, slot: number, offset: number): ElasticQuery {
  const shift = offset === 0 ? {} : { offset: offset === WHOLE_SECONDS ? '1s' : '1ms' };
  return { date_histogram: { field, fixed_interval: `${slot / WHOLE_SECONDS}s`, ...shift } };
}

/** The partial of a bucket; undefined if no run sees its records. */
export function partialOf(
  plan: AlertPlan,
  { key, doc_count, [METRIC]: stats }: PartialsBucket,
  delay = DEFAULT_DELAY,
): GroupPartial | undefined {
  const { model, window } = plan;
  const slot = slotOf(plan, delay);
  const slotAt = (name: string, offset: number) => (Number(key[name]) - offset) / slot;
  const start = slotAt(SLOT, window.isClosed ? 0 : WHOLE_SECONDS);
  const end = window.isClosed ? slotAt(SEEN, MOMENTS) : start;
  const first = end + 1 + delay / slot;
  const last = start + model.lookback / slot;
  const hasValues = stats !== undefined && stats.count > 0;
  return first > last
    ? undefined
    : {
        first,
        last,
        group: model.aggregateBy.map((name) => key[name] ?? null),
        n: doc_count,
        values: stats?.count ?? 0,
        sum: stats?.sum ?? 0,
        min: hasValues ? (stats.min ?? 0) : Number.POSITIVE_INFINITY,
        max: hasValues ? (stats.max ?? 0) : Number.NEGATIVE_INFINITY,
      };
}
