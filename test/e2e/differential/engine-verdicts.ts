import {
  elasticQuery,
  GROUPS,
  GROUPS_OF_A_PAGE,
  type GroupValue,
  METRIC,
  type PageEnd,
  type RequestPlan,
  runRequest,
  windowRuleOf,
} from '../../../src/evaluation';
import type { QueryNode } from '../../../src/query';
import type { IndexCase } from '../../evaluation/cases/indices';
import type { Grouping } from '../../evaluation/cases/queries';
import { type GroupVerdict, groupingModel, type QueryVerdict, RUN_AT } from '../../evaluation/cases/verdicts';
import type { SearchEngine } from '../search-engine';

interface Answer {
  readonly hits: { readonly total: { readonly value: number }; readonly hits: readonly { readonly _id: string }[] };
  readonly aggregations?: Readonly<
    Record<
      string,
      { readonly buckets?: readonly Bucket[]; readonly after_key?: PageEnd; readonly value?: number | null }
    >
  >;
}

interface Bucket {
  readonly key: Readonly<Record<string, GroupValue>>;
  readonly doc_count: number;
  readonly [METRIC]?: { readonly value: number | null };
}

/** What the engine finds for a query, and why it refuses it. */
export async function engineQueryVerdict(
  engine: SearchEngine,
  { name, mapping }: IndexCase,
  query: QueryNode,
): Promise<{ readonly verdict: QueryVerdict; readonly why?: string }> {
  const request = { size: 10_000, _source: false, query: elasticQuery(query, mapping) };
  const answer = await engine.search(name, request);
  if ('refused' in answer) {
    return { verdict: 'refused', why: answer.refused };
  }
  const places = (answer as Answer).hits.hits.map(({ _id }) => Number(_id));
  return { verdict: places.sort((left, right) => left - right) };
}

/** What the engine computes for a run, page after page; undefined if it fails by a fault of its own. */
export async function engineGroupVerdict(
  engine: SearchEngine,
  index: IndexCase,
  grouping: Grouping,
): Promise<{ readonly verdict: GroupVerdict; readonly why?: string } | undefined> {
  const groups: [readonly GroupValue[], number][] = [];
  for (let after: PageEnd | undefined; ; ) {
    const answer = await engine.search(index.name, runRequest(requestPlan(index, grouping), RUN_AT, after));
    if ('refused' in answer) {
      return { verdict: 'refused', why: answer.refused };
    }
    if ('failed' in answer) {
      return undefined;
    }
    if (grouping.aggregateBy.length === 0) {
      return { verdict: [[[], wholeValue(answer as Answer, grouping)]] };
    }
    const { buckets = [], after_key } = (answer as Answer).aggregations?.[GROUPS] ?? {};
    groups.push(...buckets.map((bucket) => groupOf(bucket, grouping)));
    if (buckets.length < GROUPS_OF_A_PAGE) {
      return { verdict: groups };
    }
    after = after_key;
  }
}

function requestPlan(index: IndexCase, grouping: Grouping): RequestPlan {
  const window = windowRuleOf(index.dataSet, index.release);
  if (window === undefined) {
    throw new Error(`${index.dataSet} has no window`);
  }
  return { model: groupingModel(index, grouping), query: grouping.query, window, mapping: index.mapping };
}

function wholeValue({ hits, aggregations }: Answer, { metric }: Grouping): number {
  const isCount = metric === 'count' || metric === undefined;
  return isCount ? hits.total.value : (aggregations?.[METRIC]?.value ?? 0);
}

function groupOf(bucket: Bucket, { aggregateBy, metric }: Grouping): [readonly GroupValue[], number] {
  const computed = metric === undefined ? 0 : (bucket[METRIC]?.value ?? 0);
  return [aggregateBy.map((name) => bucket.key[name] ?? null), metric === 'count' ? bucket.doc_count : computed];
}
