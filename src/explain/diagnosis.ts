import { formatValue, ownValue, plural } from '../base';
import {
  type AlertPlan,
  type Evaluation,
  isRefusal,
  jsonValuesAt,
  type LogRecord,
  matches,
  type Partials,
  type PlannedMetric,
} from '../evaluation';
import { printQuery, type QueryLeaf, type QueryNode, walkQuery } from '../query';

/** The comparisons of an alert as symbols. */
const SYMBOLS: Readonly<Record<string, string>> = { eq: '=', not_eq: '≠', gt: '>', gte: '≥', lt: '<', lte: '≤' };

/** A metric that is compared with a threshold. */
export type ComparedMetric = Exclude<PlannedMetric, { readonly kind: 'none' }>;

/** The group that came closest to the condition; undefined if nothing was compared. */
export function closestGroup(
  { plan, groupNames }: Pick<Partials, 'plan' | 'groupNames'>,
  { closest }: Pick<Evaluation, 'closest'>,
): string | undefined {
  const { metric } = plan;
  if (closest === undefined || metric.kind === 'none') {
    return undefined;
  }
  const values = groupNames.map((field, index) => `${field} = ${formatValue(closest.group[index])}`);
  const { comparison, threshold } = metric.condition;
  const where = values.length === 0 ? 'all records of a run' : values.join(', ');
  return `${where}: ${metricName(metric)} is ${closest.value}, and the condition is ${conditionSymbol(comparison)} ${threshold}`;
}

/** `count`, `sum of bytes_in`. */
export function metricName(metric: ComparedMetric): string {
  return metric.kind === 'count' ? 'count' : `${metric.metric} of ${metric.field.name}`;
}

/** `≥` for `gte`. */
export function conditionSymbol(comparison: string): string {
  return ownValue(SYMBOLS, comparison) ?? comparison;
}

/** A record that the query does not match, and the parts of the query that it fails. */
export interface FailedMatch {
  /** Counted from 0, in the order of the records. */
  readonly index: number;
  readonly clauses: readonly string[];
}

/** The record that fails the fewest parts of the query; undefined if there is none, or one matches. */
export function nearestMatch(plan: AlertPlan, records: readonly LogRecord[]): FailedMatch | undefined {
  const operands = plan.query.kind === 'and' ? plan.query.operands : [plan.query];
  let nearest: { index: number; failed: QueryNode[] } | undefined;
  for (const [index, record] of records.entries()) {
    const failed = operands.filter((operand) => !isMatch(operand, record, plan));
    if (failed.length === 0) {
      return undefined;
    }
    if (nearest === undefined || failed.length < nearest.failed.length) {
      nearest = { index, failed };
    }
  }
  const record = nearest && records[nearest.index];
  return (
    nearest && record && { index: nearest.index, clauses: nearest.failed.map((node) => clause(node, record, plan)) }
  );
}

function isMatch(node: QueryNode, record: LogRecord, { mapping }: AlertPlan): boolean {
  const result = matches(node, record, mapping);
  return !isRefusal(result) && result;
}

/** A part of the query, and the values that the record has in its place. */
function clause(node: QueryNode, record: LogRecord, { mapping }: AlertPlan): string {
  const leaves: QueryLeaf[] = [];
  walkQuery(node, (leaf) => leaves.push(leaf));
  const keys = [...new Set(leaves.map(({ key }) => mapping.fieldOf(key).alias ?? key))];
  const values = keys.map((key) => {
    const found = jsonValuesAt(record, key);
    return found.length === 0 ? `it has no ${key}` : `${key} is ${formatValue(found.length === 1 ? found[0] : found)}`;
  });
  return `${printQuery(node)} (${values.join(', ')})`;
}

/** Says that runs lose groups, or their metrics, beyond the limits of the log store; undefined if they do not. */
export function lossOf({ groups: { total, lost, lostMetrics } }: Pick<Evaluation, 'groups'>): string | undefined {
  const what = lost > 0 ? 'groups' : 'metrics of groups';
  return lost + lostMetrics === 0
    ? undefined
    : `there are ${plural(total, 'group')}, and runs lose the ${what} beyond the limits that explain states`;
}
