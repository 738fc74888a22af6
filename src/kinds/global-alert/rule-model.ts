import type { Finding } from '../../base';
import { type Manifest, type RuleMark, valueAt } from '../../base';
import { type CalicoRelease, type ClusterKind, type LogSettings, logsOf } from '../../calico';
import { type Substitutions, substitute } from '../../evaluation';
import { placeOf, type QueryNode, type QueryPosition } from '../../query';

/** A rule-based alert, read from its manifest, for checks that look at several fields at once. */
export interface RuleModel {
  readonly dataSet: string;
  /** The query as written; undefined if it cannot be parsed. */
  readonly query: QueryNode | undefined;
  /** The query with the values of its substitutions inserted. */
  readonly substituted: QueryNode | undefined;
  readonly substitutions: Substitutions;
  readonly aggregateBy: readonly string[];
  readonly metric: string | undefined;
  readonly field: string | undefined;
  readonly condition: string | undefined;
  readonly threshold: number;
  readonly release: CalicoRelease;
  readonly logs: LogSettings;
}

/** Reads a rule. Fields with a wrong type are treated as missing, because other checks report them. */
export function ruleModel(alert: Manifest, query: QueryNode | undefined, { release, logs }: ClusterKind): RuleModel {
  const textAt = (name: string) => {
    const value = valueAt(alert, 'spec', name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const aggregateBy = valueAt(alert, 'spec', 'aggregateBy');
  const threshold = valueAt(alert, 'spec', 'threshold');
  const substitutions = substitutionsOf(valueAt(alert, 'spec', 'substitutions'));
  return {
    dataSet: textAt('dataSet') ?? '',
    query,
    substituted: query && substitute(query, substitutions),
    substitutions,
    // A name that is not a string keeps its index, so the others keep theirs.
    aggregateBy: (Array.isArray(aggregateBy) ? aggregateBy : []).map((name) => (typeof name === 'string' ? name : '')),
    metric: textAt('metric'),
    field: textAt('field'),
    condition: textAt('condition'),
    threshold: typeof threshold === 'number' ? threshold : 0,
    release,
    logs: logsOf({ logs }),
  };
}

function substitutionsOf(entries: unknown): Substitutions {
  return (Array.isArray(entries) ? entries : []).map((entry) => {
    const values = valueAt(entry, 'values');
    const texts = (Array.isArray(values) ? values : []).filter((value): value is string => typeof value === 'string');
    return { name: String(valueAt(entry, 'name') ?? ''), values: texts };
  });
}

/** A finding about a part of the query. */
export function queryFinding(
  rule: RuleMark,
  position: QueryPosition | undefined,
  value: string,
  message: string,
): Finding {
  return { ...rule, keys: ['spec', 'query'], value, message, ...placeOf(position) };
}
