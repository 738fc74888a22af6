import type { GlobalAlertProps } from '../../../imports/projectcalico.org';
import { FlowFields } from '../../query';
import type { AlertOptions } from './alert-options';
import { AlertRule } from './alert-rule';
import { Metric } from './metric';
import { PORT_SCAN_PAIRS, PORT_SCAN_RULE_TEXT } from './port-scan-alerts';
import { ruleAlert } from './rule-alert';
import { type EventTexts, eventTexts } from './text-variables';

/** What can be chosen of the rule that detects port scans in flow logs. */
export interface PortScanRuleOptions extends AlertOptions, Partial<EventTexts> {
  readonly name: string;
  readonly threshold: number;
}

/** The alert that counts the rows of each pair of source and destination, as the source reports them. */
export function portScanRule({ threshold, ...options }: PortScanRuleOptions): GlobalAlertProps {
  return ruleAlert({
    ...options,
    ...eventTexts(options, PORT_SCAN_RULE_TEXT),
    rule: AlertRule.flows({
      query: FlowFields.REPORTER.equalTo('src').and(FlowFields.SOURCE_TYPE.equalTo('wep')),
      aggregateBy: PORT_SCAN_PAIRS,
      condition: Metric.count().atLeast(threshold),
    }),
  });
}
