import { isMap, valueAt } from '../../base';
import { type CountsAnswer, METRIC, PARTIALS, type PageEnd, type PartialsBucket, type RunSpan } from '../../evaluation';
import { type LogStore, LogStoreFailure } from '../../log-store';

/** A slice with more buckets than this is read in two halves. */
const MOST_BUCKETS = 50_000;

type Answer = Readonly<Record<string, unknown>>;

/**
 * All buckets of the pages of a composite aggregation.
 *
 * @throws LogStoreFailure when an answer is not one, or when there are too many buckets, which is temporary
 */
export async function allBuckets(
  store: LogStore,
  index: string,
  request: (after: PageEnd | undefined) => unknown,
): Promise<PartialsBucket[]> {
  const all: PartialsBucket[] = [];
  for (let after: PageEnd | undefined; ; ) {
    const { buckets, end } = pageOf(store, await store.search(index, request(after)));
    for (const bucket of buckets) {
      all.push(bucket);
    }
    if (end === undefined || buckets.length === 0) {
      return all;
    }
    if (all.length > MOST_BUCKETS) {
      throw new LogStoreFailure(`${store.name} has too many groups`, true);
    }
    after = end;
  }
}

interface Page {
  readonly buckets: readonly PartialsBucket[];
  /** Where the next page starts; undefined for the last one. */
  readonly end: PageEnd | undefined;
}

function pageOf(store: LogStore, answer: Answer): Page {
  const aggregation = valueAt(answer, 'aggregations', PARTIALS);
  if (!isMap(aggregation) && hasNoIndices(answer)) {
    return { buckets: [], end: undefined };
  }
  const [buckets, end] = isMap(aggregation) ? [aggregation['buckets'], aggregation['after_key']] : [];
  if (!Array.isArray(buckets) || !buckets.every(isBucket)) {
    throw unusable(store);
  }
  return { buckets, end: isMap(end) ? end : undefined };
}

/** @throws LogStoreFailure when it is not an answer to a request for counts */
export function countsAnswer(store: LogStore, answer: Answer): CountsAnswer {
  if (!isCount(valueAt(answer, 'hits', 'total', 'value'))) {
    throw unusable(store);
  }
  return { aggregations: {}, ...answer } as unknown as CountsAnswer;
}

/** @throws LogStoreFailure when the times in an answer are not those of slots, as they were asked for */
export function requireSlots(store: LogStore, runs: readonly RunSpan[]): void {
  if (!runs.every(({ first, last }) => Number.isInteger(first) && Number.isInteger(last))) {
    throw unusable(store);
  }
}

/** Whether a pattern matches no index, which is not an error for the log store. */
export function hasNoIndices(answer: Answer): boolean {
  return valueAt(answer, '_shards', 'total') === 0;
}

function isBucket(value: unknown): value is PartialsBucket {
  if (!isMap(value) || !isMap(value['key']) || !isCount(value['doc_count'])) {
    return false;
  }
  const stats = value[METRIC];
  return (
    Object.values(value['key']).every(isGroupValue) &&
    (stats === undefined || (isMap(stats) && typeof stats['count'] === 'number' && typeof stats['sum'] === 'number'))
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isGroupValue(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function unusable(store: LogStore): LogStoreFailure {
  return new LogStoreFailure(`${store.name} sent an unexpected answer: is it Elasticsearch or OpenSearch?`);
}
