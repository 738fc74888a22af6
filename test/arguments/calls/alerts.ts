import { Duration } from 'cdk8s';
import {
  type AggregatedAlertRuleOptions,
  AlertException,
  type AlertExceptionProps,
  AlertRule,
  CalicoCluster,
  CalicoRelease,
  Detector,
  DetectorAlert,
  type DetectorAlertProps,
  DetectorAlertTemplate,
  EventFields,
  EventSelection,
  GlobalAlert,
  type GlobalAlertProps,
  GlobalAlertTemplate,
  Metric,
  PortScanAlert,
  type PortScanAlertProps,
  PortScanMethod,
  Query,
  RuleTemplate,
  TimeWindow,
} from '../../../src';
import { type Any, type ApiCall, chart, construct, factory } from './api-call';
import { cluster, newest, query } from './samples';

const ALERT = {
  cluster,
  period: Duration.minutes(5),
  lookback: Duration.minutes(15),
  severity: 50,
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

const RULE: Required<AggregatedAlertRuleOptions> = {
  query: Query.parse('source_namespace IN ${names}'),
  condition: Metric.count().atLeast(100),
  substitutions: [{ name: 'names', values: ['dev'] }],
  aggregateBy: ['source_namespace'],
};

const ALERT_PROPS: Required<GlobalAlertProps> = {
  ...ALERT,
  name: 'network.ssh',
  rule: AlertRule.flows(RULE),
  description: 'SSH',
  summary: 'SSH',
};

const DETECTOR: Required<DetectorAlertProps> = {
  ...ALERT,
  cluster: CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.14') }),
  detector: Detector.PORT_SCAN,
  description: 'Port scan',
  summary: 'Port scan',
};

const ALERT_EXCEPTION: Required<AlertExceptionProps> = {
  cluster: newest,
  name: 'known-scanner',
  description: 'Our own scanner',
  events: EventSelection.matching(EventFields.SOURCE_NAMESPACE.equalTo('security-tools')),
  during: TimeWindow.from(new Date('2026-12-01T12:00:00Z')),
  labels: { team: 'red' },
  annotations: { note: 'n' },
};

/** Calls of the API about alerts. */
export const ALERT_CALLS: readonly ApiCall[] = [
  construct<PortScanAlertProps>(PortScanAlert, {
    ...ALERT,
    method: PortScanMethod.FLOW_LOGS,
    name: 'network.scan',
    threshold: 300,
    description: 'Port scan',
    summary: 'Port scan',
  }),
  construct<GlobalAlertProps>(GlobalAlert, ALERT_PROPS),
  construct<GlobalAlertProps>(GlobalAlertTemplate, ALERT_PROPS),
  construct<DetectorAlertProps>(DetectorAlert, DETECTOR),
  construct<DetectorAlertProps>(DetectorAlertTemplate, DETECTOR),
  construct<AlertExceptionProps>(AlertException, ALERT_EXCEPTION),
  factory('AlertRule.flows', { options: RULE }, (options) => AlertRule.flows(options)),
  factory('AlertRule.dns', { options: RULE }, (options) => AlertRule.dns(options)),
  factory('AlertRule.l7', { options: RULE }, (options) => AlertRule.l7(options)),
  factory('AlertRule.audit', { options: RULE }, (options) => AlertRule.audit(options)),
  factory('AlertRule.waf', { options: RULE }, (options) => AlertRule.waf(options)),
  factory('AlertRule.vulnerability', { options: { query } }, (options) => AlertRule.vulnerability(options)),
  factory('GlobalAlert.fromTemplate', { template: RuleTemplate.NETWORK_SSH, options: ALERT }, (template, options) =>
    GlobalAlert.fromTemplate(chart(), 'id', template, options),
  ),
  factory('GlobalAlertTemplate.fromTemplate', { template: RuleTemplate.NETWORK_SSH, options: ALERT }, (...values) =>
    GlobalAlertTemplate.fromTemplate(chart(), 'id', ...(values as [Any, Any])),
  ),
  factory('Detector.of', { id: 'port_scan' }, (id) => Detector.of(id)),
  factory('Metric.sum', { field: 'bytes_in' }, (name) => Metric.sum(name)),
  factory('Metric.avg', { field: 'bytes_in' }, (name) => Metric.avg(name)),
  factory('Metric.min', { field: 'bytes_in' }, (name) => Metric.min(name)),
  factory('Metric.max', { field: 'bytes_in' }, (name) => Metric.max(name)),
  ...(['equalTo', 'notEqualTo', 'greaterThan', 'atLeast', 'lessThan', 'atMost'] as const).map((method) =>
    factory(`Metric#${method}`, { threshold: 5 }, (threshold) => Metric.count()[method](threshold)),
  ),
];
