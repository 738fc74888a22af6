import {
  type AlertModel,
  type AlertPlan,
  type GroupValue,
  isRefusal,
  Partials,
  planAlert,
  recordMatcher,
} from '../../../src/evaluation';
import { RecordCheck } from '../../../src/evaluation/matching';
import { type Raise, walkRuns } from '../../../src/evaluation/running/run-walk';
import type { QueryNode } from '../../../src/query';
import type { IndexCase } from './indices';
import type { Grouping } from './queries';
import { type CaseRecord, ENDED } from './records';

/** What a query finds: the places of the records, or that it is refused; some queries only we do not evaluate. */
export type QueryVerdict = readonly number[] | 'refused' | 'not evaluated';

/** What a run computes: a group and its metric, in the order of the engine, or that it is refused. */
export type GroupVerdict = readonly (readonly [group: readonly GroupValue[], value: number])[] | 'refused';

/** When the run of a grouping is, in milliseconds. */
export const RUN_AT = ENDED + 60_000;

/** The places of the records that the log store takes. */
export function takenRecords({ mapping }: IndexCase, records: readonly CaseRecord[]): Set<number> {
  const check = new RecordCheck(mapping);
  return new Set(records.flatMap((record, place) => (check.problemOf(record) === undefined ? [place] : [])));
}

/** What our code says that a query finds. */
export function ourQueryVerdict(
  { mapping }: IndexCase,
  query: QueryNode,
  records: readonly CaseRecord[],
  taken: ReadonlySet<number>,
): QueryVerdict {
  const matcher = recordMatcher(query, mapping);
  if (typeof matcher !== 'function') {
    return matcher.by === 'log store' ? 'refused' : 'not evaluated';
  }
  return records.flatMap((record, place) => (taken.has(place) && matcher(record) ? [place] : []));
}

/** An alert that raises an event for each group, whatever its metric is. */
export function groupingModel({ dataSet, release }: IndexCase, grouping: Grouping): AlertModel {
  return {
    name: 'case',
    release,
    detector: undefined,
    dataSet,
    query: grouping.query,
    substituted: grouping.query,
    substitutions: [],
    aggregateBy: grouping.aggregateBy,
    metric: grouping.metric,
    field: grouping.metric === 'count' ? undefined : grouping.field,
    condition: grouping.metric === undefined ? undefined : 'gte',
    threshold: Number.NEGATIVE_INFINITY,
    period: 300_000,
    lookback: 600_000,
    severity: 1,
    description: '',
    summary: undefined,
  };
}

/** The plan of a grouping with the mapping of its index. */
export function groupingPlan(index: IndexCase, grouping: Grouping): AlertPlan | undefined {
  const plan = planAlert(groupingModel(index, grouping));
  if (isRefusal(plan)) {
    return undefined;
  }
  const matcher = recordMatcher(grouping.query, index.mapping);
  const known = (name: string) => index.mapping.fieldOf(name);
  // The mapping of an index may be without normalizers.
  return typeof matcher === 'function'
    ? {
        ...plan,
        mapping: index.mapping,
        matcher,
        groupBy: plan.groupBy.map((field) => ({ ...field, indexed: known(field.name) })),
      }
    : undefined;
}

/** What our code says that one run computes. */
export function ourGroupVerdict(index: IndexCase, grouping: Grouping, records: readonly CaseRecord[]): GroupVerdict {
  const plan = groupingPlan(index, grouping);
  if (plan === undefined) {
    return 'refused';
  }
  const partials = new Partials(plan, { delay: 0 });
  for (const record of records) {
    partials.add(record);
  }
  const run = RUN_AT / partials.times.slot;
  const raised: Raise[] = [];
  walkRuns(partials, { first: run, last: run }, { raise: (one) => raised.push(one) });
  return grouping.aggregateBy.length === 0 && grouping.metric === undefined
    ? [[[], raised.reduce((all, { events }) => all + events, 0)]]
    : raised.map(({ group, value }) => [group, value ?? 0]);
}
