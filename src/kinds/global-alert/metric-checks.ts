import {
  alert,
  errorRule,
  type Finding,
  type Manifest,
  REFUSED_BY_SCHEMA,
  type RuleMark,
  UNREAD,
  valueAt,
  warningRule,
} from '../../base';
import { isSet } from '../../kind';
import { DataSet } from '../../logs';
import { AlertMetric } from './metric';

const METRICS_OF_FIELDS: readonly unknown[] = [AlertMetric.SUM, AlertMetric.AVG, AlertMetric.MIN, AlertMetric.MAX];

const SUM = { field: 'bytes_in', metric: 'sum', condition: 'gt', threshold: '1000000' };
const COUNT = { metric: 'count', condition: 'gt', threshold: '10' };

const FIELD_WITHOUT_METRIC = errorRule({
  id: 'global-alert/field-without-metric',
  what: 'A field requires a metric.',
  why: REFUSED_BY_SCHEMA,
  bad: alert({ field: 'bytes_in' }),
  good: alert(SUM),
});
const COUNT_WITH_FIELD = errorRule({
  id: 'global-alert/count-with-field',
  what: 'The metric count must not have a field.',
  why: `It counts records. ${REFUSED_BY_SCHEMA}`,
  bad: alert({ ...COUNT, field: 'bytes_in' }),
  good: alert(COUNT),
});
const METRIC_WITHOUT_FIELD = errorRule({
  id: 'global-alert/metric-without-field',
  what: 'The metrics avg, max, min and sum require a field.',
  why: REFUSED_BY_SCHEMA,
  bad: alert({ ...SUM, field: undefined }),
  good: alert(SUM),
});
const METRIC_WITHOUT_CONDITION = errorRule({
  id: 'global-alert/metric-without-condition',
  what: 'A metric requires a condition.',
  why: `Without one, it is undefined when the alert fires. ${REFUSED_BY_SCHEMA}`,
  bad: alert({ metric: 'count', threshold: '10' }),
  good: alert(COUNT),
});
const DATA_SET_MISSING = errorRule({
  id: 'global-alert/data-set-missing',
  what: 'A rule-based alert must have a data set.',
  why: `Without one there are no logs to search. ${REFUSED_BY_SCHEMA}`,
  bad: alert({ dataSet: undefined }),
  good: alert(),
});
const CONDITION_UNREAD = warningRule({
  id: 'global-alert/condition-unread',
  what: 'A condition and a threshold should only be set together with a metric.',
  why: 'Without a metric they are ignored, and every record that matches the query raises an event.',
  bad: alert({ threshold: '10' }),
  good: alert(COUNT),
});
const AGGREGATION_FORBIDDEN = errorRule({
  id: 'global-alert/aggregation-forbidden',
  what: 'Alerts over vulnerability events must not use aggregateBy.',
  why: UNREAD,
  on: 'cloud-22.5.0',
  bad: alert({ dataSet: 'vulnerability', query: undefined, aggregateBy: '[image]' }),
  good: alert({ dataSet: 'vulnerability', query: undefined }),
});

/** Checks that Calico accepts the combination of metric, field, condition, threshold and data set. */
export function checkMetric(alert: Manifest): Finding[] {
  const at = (name: string) => valueAt(alert, 'spec', name);
  const finding = (rule: RuleMark, name: string, message: string): Finding => ({
    ...rule,
    keys: ['spec', name],
    value: at(name),
    message,
  });
  const findings: Finding[] = [];
  if (!isSet(at('dataSet'))) {
    findings.push(finding(DATA_SET_MISSING, 'dataSet', 'must name the logs to search, such as flows'));
  }
  findings.push(...(isSet(at('metric')) ? checkWithMetric(at, finding) : checkWithoutMetric(at, finding)));
  const aggregateBy = at('aggregateBy');
  if (at('dataSet') === DataSet.VULNERABILITY && Array.isArray(aggregateBy) && aggregateBy.length > 0) {
    findings.push(
      finding(AGGREGATION_FORBIDDEN, 'aggregateBy', 'must be removed: vulnerability events cannot be aggregated'),
    );
  }
  return findings;
}

type At = (name: string) => unknown;
type Find = (rule: RuleMark, name: string, message: string) => Finding;

function checkWithMetric(at: At, finding: Find): Finding[] {
  const findings: Finding[] = [];
  if (at('metric') === 'count' && isSet(at('field'))) {
    findings.push(finding(COUNT_WITH_FIELD, 'field', 'must be removed: the metric count counts records, not a field'));
  }
  // An unknown metric is reported elsewhere.
  if (METRICS_OF_FIELDS.includes(at('metric')) && !isSet(at('field'))) {
    findings.push(
      finding(METRIC_WITHOUT_FIELD, 'field', `must name the field that the metric ${at('metric')} is computed from`),
    );
  }
  if (!isSet(at('condition'))) {
    findings.push(
      finding(
        METRIC_WITHOUT_CONDITION,
        'condition',
        'must state how to compare the metric with the threshold, such as gt',
      ),
    );
  }
  return findings;
}

function checkWithoutMetric(at: At, finding: Find): Finding[] {
  const unread = ['condition', 'threshold'].filter((name) => isSet(at(name)) && at(name) !== 0);
  return [
    ...(isSet(at('field')) ? [finding(FIELD_WITHOUT_METRIC, 'field', 'requires a metric, such as sum')] : []),
    ...unread.map((name) =>
      finding(CONDITION_UNREAD, name, 'is ignored without a metric: every record raises an event'),
    ),
  ];
}

/** The rules that this file checks. */
export const METRIC_RULES = [
  FIELD_WITHOUT_METRIC,
  COUNT_WITH_FIELD,
  METRIC_WITHOUT_FIELD,
  METRIC_WITHOUT_CONDITION,
  DATA_SET_MISSING,
  CONDITION_UNREAD,
  AGGREGATION_FORBIDDEN,
] as const;
