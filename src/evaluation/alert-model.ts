import type { CalicoRelease } from '../calico';
import type { QueryNode } from '../query';
import type { Substitutions } from './substitute';

/** An alert, read once from its manifest, for checks of several fields at once and for its evaluation. */
export interface AlertModel {
  /** The name of the object, which is the origin of its events; its beginning, if the API server generates it. */
  readonly name: string;
  readonly release: CalicoRelease;
  /** The detector that it runs instead of a query; undefined for a rule. */
  readonly detector: string | undefined;
  readonly dataSet: string;
  /** The query as written; undefined if it cannot be parsed. */
  readonly query: QueryNode | undefined;
  /** The query with the values of its substitutions inserted. */
  readonly substituted: QueryNode | undefined;
  readonly substitutions: Substitutions;
  /** The fields by which records are grouped; a name that is not a string is empty. */
  readonly aggregateBy: readonly string[];
  readonly metric: string | undefined;
  /** The field of the metric. */
  readonly field: string | undefined;
  readonly condition: string | undefined;
  readonly threshold: number;
  /** How often it runs, in milliseconds, as Calico understands the manifest. */
  readonly period: number;
  /** How far back it looks, in milliseconds. */
  readonly lookback: number;
  readonly severity: number;
  readonly description: string;
  readonly summary: string | undefined;
}
