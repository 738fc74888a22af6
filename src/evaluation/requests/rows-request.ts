import { type AlertPlan, DEFAULT_DELAY, GENERATED, type RecordCounts, type RunSpan, slotOf } from '../running';
import { type ElasticQuery, elasticQuery } from './elastic-query';
import { type PartialsBucket, type PartialsRequestOptions, pageRequest, rangeOf } from './partials-request';
import { timeValue } from './plan-requests';
import { runsOfSlots, saysWhenStored, slotSources, slotsIn, startIn, startSource } from './slot-sources';

/** What all records of a slot are like, whether the query matches them or not. */
export interface SlotOfRows {
  readonly rows: number;
  /** In milliseconds since 1970, rounded to slots; NaN if the records do not say so. */
  readonly start: number;
  readonly end: number;
  /** The runs that see the records; the first one is after the last one if none does. */
  readonly runs: RunSpan;
}

/** The request for the times of all records of the data set between two times; it has the pages of that for partials. */
export function rowsRequest(plan: AlertPlan, options: PartialsRequestOptions): ElasticQuery {
  const { delay = DEFAULT_DELAY } = options;
  const start = startSource(plan, delay);
  const sources = [...slotSources(plan, delay), ...(start === undefined ? [] : [start])];
  return pageRequest(plan, options, { query: { match_all: {} }, sources, stats: {} });
}

/** What a bucket of the response to `rowsRequest` says. */
export function rowsOf(plan: AlertPlan, { key, doc_count }: PartialsBucket, delay = DEFAULT_DELAY): SlotOfRows {
  const slots = slotsIn(plan, key, delay);
  const start = startIn(plan, key);
  // Moments have no length, although a slot has one.
  const isMoment = plan.window.field === plan.window.endField && plan.window.isClosed;
  const end = isMoment ? start : slots.end * slotOf(plan, delay);
  return { rows: doc_count, start, end, runs: runsOfSlots(plan, slots, delay) };
}

/** The names of what is counted. */
const MATCHED = 'matched';
const STORED = 'stored';
const FIRST = 'first';
const LAST = 'last';
const WITHOUT = 'without ';
const FUTURE = 'future';

/** Options of a request for counts. */
export interface CountsRequestOptions extends Partial<Pick<PartialsRequestOptions, 'from' | 'to'>> {
  /** The present, in milliseconds since 1970: later records do not count. */
  readonly now: number;
}

/**
 * The request for the numbers of records, and for the times between which they are. Records without a time are only counted if
 * there is no range of times.
 */
export function countsRequest(plan: AlertPlan, { from, to, now }: CountsRequestOptions): ElasticQuery {
  const { query, mapping, window, groupBy } = plan;
  const times = [...new Set([window.field, window.endField])];
  const isFuture = times.map((field) => ({ range: { [field]: { gt: timeValue(now, field, mapping) } } }));
  const counted = {
    bool: { must: [elasticQuery(query, mapping)], filter: times.map(exists), must_not: isFuture },
  };
  // A record is in no group because of the first field that it lacks.
  const groups = groupBy.map(({ name }, index) => {
    const before = groupBy.slice(0, index).map((field) => exists(field.name));
    return [`${WITHOUT}${name}`, { filter: { bool: { filter: before, must_not: [exists(name)] } } }] as const;
  });
  const withoutTimes = times.map((field, index) => {
    const before = times.slice(0, index).map(exists);
    return [`${WITHOUT}${field}`, { filter: { bool: { filter: before, must_not: [exists(field)] } } }] as const;
  });
  const range = from === undefined && to === undefined ? undefined : rangeOf(plan, { from: from ?? 0, to: to ?? now });
  const filter = range === undefined ? [] : [{ range: { [range.field]: { gt: range.after, lte: range.until } } }];
  return {
    size: 0,
    track_total_hits: true,
    query: { bool: { filter } },
    aggs: {
      [MATCHED]: { filter: counted, aggs: Object.fromEntries(groups) },
      ...Object.fromEntries(withoutTimes),
      [FUTURE]: { filter: { bool: { filter: times.map(exists), should: isFuture, minimum_should_match: 1 } } },
      ...(saysWhenStored(mapping) ? { [STORED]: { filter: exists(GENERATED) } } : {}),
      [FIRST]: { min: { field: window.field } },
      [LAST]: { max: { field: window.field } },
    },
  };
}

function exists(field: string): ElasticQuery {
  return { exists: { field } };
}

/** The relevant parts of a response to `countsRequest`. */
export interface CountsAnswer {
  readonly hits: { readonly total: { readonly value: number } };
  readonly aggregations: Readonly<Record<string, CountBucket | undefined>>;
}

interface CountBucket {
  readonly doc_count?: number;
  readonly value?: number | null;
  readonly [name: `${typeof WITHOUT}${string}`]: { readonly doc_count: number } | undefined;
}

/** What a response says about the numbers of records. */
export function countsOf({ window, groupBy }: AlertPlan, { hits, aggregations }: CountsAnswer): RecordCounts {
  const of = (name: string) => aggregations[name]?.doc_count ?? 0;
  const matched = aggregations[MATCHED];
  const unseen = [...new Set([window.field, window.endField])].map((field) => ({
    reason: `has no ${field}, so no run sees it`,
    count: of(`${WITHOUT}${field}`),
    isUnusable: true,
  }));
  const groupless = groupBy.map(({ name, withoutValues }) => ({
    reason: `has no ${name}${withoutValues === undefined ? '' : `, which ${withoutValues}`}, so it is in no group`,
    count: matched?.[`${WITHOUT}${name}`]?.doc_count ?? 0,
    isUnusable: false,
  }));
  const future = { reason: 'is in the future', count: of(FUTURE), isUnusable: true };
  return {
    records: hits.total.value,
    matched: of(MATCHED),
    grouped: of(MATCHED) - groupless.reduce((sum, { count }) => sum + count, 0),
    dropped: [...unseen, future, ...groupless].filter(({ count }) => count > 0),
    hasGenerated: of(STORED) > 0,
  };
}

/** The first and the last time of the records, in milliseconds since 1970; undefined if no record has one. */
export function timesOf({ aggregations }: CountsAnswer): { readonly first: number; readonly last: number } | undefined {
  const [first, last] = [aggregations[FIRST]?.value, aggregations[LAST]?.value];
  return typeof first === 'number' && typeof last === 'number' ? { first, last } : undefined;
}
