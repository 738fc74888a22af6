import { ownValue } from '../../base';
import type { AlertPlan } from '../../evaluation';
import { type QueryNode, walkQuery } from '../../query';
import type { Trace } from './trace';

/** Numbers that a probe determines. */
const COUNTED = ['count', 'num_flows'];

/** The fields of a query. */
export function fieldsOf(query: QueryNode): Set<string> {
  const fields = new Set<string>();
  walkQuery(query, ({ key }) => {
    fields.add(key);
  });
  return fields;
}

/** Fields of a query that are not known, or not entirely. */
export function unknownFields(query: QueryNode, { known }: Trace): string[] {
  return [...fieldsOf(query)].filter((key) => !known.has(key));
}

/** The field of the metric, if the probe does not determine it, and fields of aggregateBy that its records may lack. */
export function uncountedFields({ metric, groupBy }: AlertPlan, traces: readonly Trace[]): string[] {
  const [{ known } = { known: new Set<string>() }] = traces;
  const rows = traces.flatMap((trace) => trace.rowsFrom(0, 0));
  const groups = groupBy
    .map(({ name }) => name)
    .filter((name) => !known.has(name) && rows.every((row) => (ownValue(row, name) ?? null) === null));
  return metric.kind === 'field' && !COUNTED.includes(metric.field.name) ? [metric.field.name, ...groups] : groups;
}
