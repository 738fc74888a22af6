import type {
  GlobalAlertSpecCondition,
  GlobalAlertSpecDataSet,
  GlobalAlertSpecMetric,
  GlobalAlertProps as ManifestProps,
} from '../../../imports/projectcalico.org';
import { formatGoDuration } from '../../kubernetes';
import type { AlertOptions } from './alert-options';
import type { AlertRule } from './alert-rule';
import { summaryOf } from './text-variables';

export const DEFAULT_SEVERITY = 100;

/** What a rule-based alert consists of. */
interface RuleAlert extends AlertOptions {
  readonly name: string;
  readonly rule: AlertRule;
  readonly description: string;
  readonly summary?: string;
}

/** The manifest of a rule-based alert; unset options are omitted, so Calico's defaults apply. */
export function ruleAlert(alert: RuleAlert): ManifestProps {
  const { rule } = alert;
  const { metric, comparison, threshold } = rule.condition ?? {};
  return {
    metadata: { name: alert.name, labels: alert.labels, annotations: alert.annotations },
    spec: {
      description: alert.description,
      summary: summaryOf(alert),
      severity: alert.severity ?? DEFAULT_SEVERITY,
      period: alert.period && formatGoDuration(alert.period),
      lookback: alert.lookback && formatGoDuration(alert.lookback),
      // The enums of the generated classes have the same values.
      dataSet: rule.dataSet as string as GlobalAlertSpecDataSet,
      query: rule.query?.toString(),
      aggregateBy: rule.aggregateBy.length > 0 ? rule.aggregateBy : undefined,
      metric: metric?.kind as string as GlobalAlertSpecMetric | undefined,
      field: metric?.field,
      condition: comparison as string as GlobalAlertSpecCondition | undefined,
      threshold,
      substitutions: rule.substitutions.length > 0 ? rule.substitutions : undefined,
    },
  };
}
