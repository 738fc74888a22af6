import { conditionHolds } from '../condition';
import { GROUPS, METRIC, type RuleRequest } from './search-request';

/** When a rule raises an event; undefined for always. */
export interface Condition {
  readonly comparison: string;
  readonly threshold: number;
}

/** The relevant parts of a response from Elasticsearch. Its total stops at 10,000 hits. */
export interface SearchAnswer {
  readonly hits: { readonly total: { readonly value: number } };
  readonly aggregations?: Readonly<Record<string, Aggregation>>;
}

interface Aggregation {
  readonly buckets?: readonly Bucket[];
  readonly value?: number | null;
}

interface Bucket {
  readonly doc_count: number;
  readonly [METRIC]?: { readonly value?: number | null };
}

/**
 * How many events one run of a rule raises for a response: one for each group, record or metric that meets the
 * condition.
 */
export function eventsOf(
  { aggregateBy, metric }: RuleRequest,
  condition: Condition | undefined,
  { hits, aggregations }: SearchAnswer,
): number {
  const holds = (value: number | null | undefined) =>
    condition === undefined || conditionHolds(condition.comparison, value ?? 0, condition.threshold);
  if (aggregateBy.length > 0) {
    const buckets = aggregations?.[GROUPS]?.buckets ?? [];
    return buckets.filter((bucket) => holds(metric === 'count' ? bucket.doc_count : bucket[METRIC]?.value)).length;
  }
  if (metric === undefined) {
    return hits.total.value;
  }
  return holds(metric === 'count' ? hits.total.value : aggregations?.[METRIC]?.value) ? 1 : 0;
}
