import { errorRule, type Finding, type Manifest, valueAt, warningRule } from '../../base';
import { DataSet } from '../../logs';
import { isSet } from './alert-fields';
import { AlertMetric } from './metric';

const METRICS_OF_FIELDS: readonly unknown[] = [AlertMetric.SUM, AlertMetric.AVG, AlertMetric.MIN, AlertMetric.MAX];

const FIELD_WITHOUT_METRIC = errorRule('global-alert/field-without-metric');
const COUNT_WITH_FIELD = errorRule('global-alert/count-with-field');
const METRIC_WITHOUT_FIELD = errorRule('global-alert/metric-without-field');
const METRIC_WITHOUT_CONDITION = errorRule('global-alert/metric-without-condition');
const DATA_SET_MISSING = errorRule('global-alert/data-set-missing');
const CONDITION_UNREAD = warningRule('global-alert/condition-unread');
const AGGREGATION_FORBIDDEN = errorRule('global-alert/aggregation-forbidden');

/** Checks that metric, field, condition, threshold and data set of a rule stand in a combination that Calico takes. */
export function checkMetric(alert: Manifest): Finding[] {
  const at = (name: string) => valueAt(alert, 'spec', name);
  const finding = (rule: typeof FIELD_WITHOUT_METRIC, name: string, message: string): Finding => ({
    ...rule,
    path: `spec.${name}`,
    value: at(name),
    message,
  });
  const findings: Finding[] = [];
  if (!isSet(at('dataSet'))) {
    findings.push(finding(DATA_SET_MISSING, 'dataSet', 'must name the logs that the rule looks at, such as flows'));
  }
  findings.push(...(isSet(at('metric')) ? checkWithMetric(at, finding) : checkWithoutMetric(at, finding)));
  const aggregateBy = at('aggregateBy');
  if (at('dataSet') === DataSet.VULNERABILITY && Array.isArray(aggregateBy) && aggregateBy.length > 0) {
    findings.push(
      finding(AGGREGATION_FORBIDDEN, 'aggregateBy', 'must be left out: vulnerability events cannot be aggregated'),
    );
  }
  return findings;
}

type At = (name: string) => unknown;
type Find = (rule: typeof FIELD_WITHOUT_METRIC, name: string, message: string) => Finding;

function checkWithMetric(at: At, finding: Find): Finding[] {
  const findings: Finding[] = [];
  if (at('metric') === 'count' && isSet(at('field'))) {
    findings.push(finding(COUNT_WITH_FIELD, 'field', 'must be left out: the metric count counts records, not a field'));
  }
  // What is not a metric is reported as such.
  if (METRICS_OF_FIELDS.includes(at('metric')) && !isSet(at('field'))) {
    findings.push(finding(METRIC_WITHOUT_FIELD, 'field', `must name the field that the metric ${at('metric')} is of`));
  }
  if (!isSet(at('condition'))) {
    findings.push(finding(METRIC_WITHOUT_CONDITION, 'condition', 'must say how the metric is compared, such as gt'));
  }
  return findings;
}

function checkWithoutMetric(at: At, finding: Find): Finding[] {
  const unread = ['condition', 'threshold'].filter((name) => isSet(at(name)) && at(name) !== 0);
  return [
    ...(isSet(at('field'))
      ? [finding(FIELD_WITHOUT_METRIC, 'field', 'must have a metric that is taken of it, such as sum')]
      : []),
    ...unread.map((name) =>
      finding(CONDITION_UNREAD, name, 'is not read without a metric: every record raises an event'),
    ),
  ];
}
