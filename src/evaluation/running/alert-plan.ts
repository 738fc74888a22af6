import { type IndexedField, type IndexMapping, mappingOf } from '../../logs';
import type { QueryNode } from '../../query';
import type { AlertModel } from '../alert-model';
import { isCondition } from '../condition';
import {
  isRefusal,
  notEvaluated,
  type RecordMatcher,
  type Refusal,
  recordMatcher,
  refusedByLogStore,
} from '../matching';
import { groupsWithMetrics } from './limits';
import { type WindowRule, windowRuleOf } from './window-rule';

/** A metric of a field. */
export type FieldMetric = 'sum' | 'avg' | 'min' | 'max';

/** A field by which records are grouped, or that a metric is computed from. */
export interface PlannedField {
  /** Its name in the alert. */
  readonly name: string;
  /** Its name in records. */
  readonly key: string;
  readonly indexed: IndexedField;
  /** Why no record has a value for it, so that there are no groups or no metric; undefined if records can have it. */
  readonly withoutValues?: string;
}

/** When a value raises an event. */
export interface PlannedCondition {
  readonly comparison: string;
  readonly threshold: number;
}

/** What is computed from the records of a run. */
export type PlannedMetric =
  /** An event for each group, or each record. */
  | { readonly kind: 'none' }
  | { readonly kind: 'count'; readonly condition: PlannedCondition }
  | {
      readonly kind: 'field';
      readonly metric: FieldMetric;
      readonly field: PlannedField;
      readonly condition: PlannedCondition;
    };

/** An alert that can be evaluated: all questions about it have an answer. */
export interface AlertPlan {
  readonly model: AlertModel;
  readonly mapping: IndexMapping;
  /** The query with the values of its substitutions inserted. */
  readonly query: QueryNode;
  readonly matcher: RecordMatcher;
  readonly groupBy: readonly PlannedField[];
  readonly metric: PlannedMetric;
  readonly window: WindowRule;
  /** The number of groups whose metrics other than count are read. */
  readonly groupsWithMetrics: number;
}

const ONE_SECOND = 1_000;

/** How an alert is evaluated, or why it is not. */
export function planAlert(model: AlertModel): AlertPlan | Refusal {
  const { dataSet, release, substituted } = model;
  const problem = modelProblem(model);
  if (problem !== undefined) {
    return problem;
  }
  const mapping = mappingOf(dataSet, release);
  const window = windowRuleOf(dataSet, release);
  if (mapping === undefined || window === undefined || !release._features.dataSets.includes(dataSet)) {
    return dataSetRefusal(model);
  }
  if (substituted === undefined) {
    return notEvaluated('alert', 'the query cannot be parsed; lint reports where the error is');
  }
  const matcher = recordMatcher(substituted, mapping);
  const groupBy = plannedGroups(model, mapping);
  const metric = plannedMetric(model, mapping);
  const refusal = [matcher, groupBy, metric].find(isRefusal);
  if (refusal !== undefined || isRefusal(matcher) || isRefusal(groupBy) || isRefusal(metric)) {
    return refusal as Refusal;
  }
  return {
    model,
    mapping,
    query: substituted,
    matcher,
    groupBy,
    metric,
    window,
    groupsWithMetrics: groupsWithMetrics(release),
  };
}

function modelProblem({ detector, release, period, lookback }: AlertModel): Refusal | undefined {
  if (detector !== undefined) {
    const why = `it runs the detector ${detector}, whose model is trained on the cluster and is not available here`;
    return notEvaluated('detector', why);
  }
  if (release._isNewer) {
    const why = `${release.displayName} is not a release that this version of the library knows, so it is not known how it searches and indexes logs`;
    return notEvaluated('release', why);
  }
  const isWhole = [period, lookback].every((time) => time > 0 && time % ONE_SECOND === 0);
  return isWhole ? undefined : notEvaluated('time', 'period and lookback must be whole numbers of seconds');
}

function dataSetRefusal({ dataSet, release }: AlertModel): Refusal {
  const why =
    dataSet === 'vulnerability'
      ? 'vulnerabilities are not in the log store: a different service answers these queries, and it is not known how'
      : `${release.displayName} has no data set ${JSON.stringify(dataSet)}`;
  return notEvaluated('data set', why);
}

function plannedField(name: string, mapping: IndexMapping): PlannedField {
  const indexed = mapping.fieldOf(name);
  const withoutValues =
    indexed.nested === undefined
      ? indexed.type === 'unmapped'
        ? 'is not indexed'
        : undefined
      : `is part of the nested object ${indexed.nested}`;
  return { name, key: indexed.alias ?? name, indexed, withoutValues };
}

function plannedGroups({ aggregateBy }: AlertModel, mapping: IndexMapping): PlannedField[] | Refusal {
  const repeated = aggregateBy.find((name, index) => aggregateBy.indexOf(name) !== index);
  if (repeated !== undefined) {
    return refusedByLogStore('grouping', `aggregateBy lists ${repeated} twice`, repeated);
  }
  const fields = aggregateBy.map((name) => plannedField(name, mapping));
  for (const { name, indexed } of fields) {
    if (name === '') {
      return notEvaluated('alert', 'aggregateBy contains a name that is empty, or is not a string');
    }
    if (indexed.type === 'text') {
      const why = `${name} is analyzed text, which the log store cannot group by`;
      return refusedByLogStore('grouping', why, name);
    }
    if (indexed.type === 'unknown') {
      return notEvaluated('field', `it is not known how ${name} is indexed, so its groups are not known either`, name);
    }
  }
  return fields;
}

const FIELD_METRICS: readonly string[] = ['sum', 'avg', 'min', 'max'] satisfies FieldMetric[];
const NUMERIC: readonly string[] = ['long', 'date', 'boolean', 'unmapped'];

function plannedMetric(model: AlertModel, mapping: IndexMapping): PlannedMetric | Refusal {
  const { metric, field, condition, threshold } = model;
  if (metric === undefined) {
    return condition === undefined
      ? { kind: 'none' }
      : notEvaluated('alert', 'it has a condition but no metric, so it is not known what is compared');
  }
  if (condition === undefined || !isCondition(condition)) {
    return notEvaluated('alert', 'a metric requires one of the conditions eq, not_eq, gt, gte, lt and lte');
  }
  const planned = { comparison: condition, threshold };
  if (metric === 'count') {
    return { kind: 'count', condition: planned };
  }
  if (!FIELD_METRICS.includes(metric) || field === undefined) {
    return notEvaluated('alert', `the metric must be count, or avg, max, min or sum with a field, but it is ${metric}`);
  }
  const ofField = plannedField(field, mapping);
  if (ofField.indexed.type === 'unknown') {
    return notEvaluated(
      'field',
      `it is not known how ${field} is indexed, so its ${metric} is not known either`,
      field,
    );
  }
  if (!NUMERIC.includes(ofField.indexed.type)) {
    const why = `${field} is of type ${ofField.indexed.type}, for which ${metric} cannot be computed`;
    return refusedByLogStore('metric', why, field);
  }
  return { kind: 'field', metric: metric as FieldMetric, field: ofField, condition: planned };
}
