import { type Manifest, ownValue, textAt, UserError, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import {
  type Conversion,
  call,
  constant,
  dataAt,
  durationExpression,
  type Expression,
  list,
  metadataFields,
  struct,
  value,
} from '../../kind';
import { DataSet } from '../../logs';
import { Query } from '../../query';
import { DETECTORS } from './detector-table';
import { AlertComparison, AlertMetric } from './metric';
import { DEFAULT_SEVERITY } from './rule-alert';

/** The factories of `AlertRule`, by data set. */
const FACTORIES: Readonly<Record<string, string>> = {
  [DataSet.AUDIT]: 'audit',
  [DataSet.DNS]: 'dns',
  [DataSet.FLOWS]: 'flows',
  [DataSet.L7]: 'l7',
  [DataSet.VULNERABILITY]: 'vulnerability',
  [DataSet.WAF]: 'waf',
};

/** The methods of `Metric`, by condition. */
const METHODS: Readonly<Record<string, string>> = {
  [AlertComparison.EQUAL]: 'equalTo',
  [AlertComparison.NOT_EQUAL]: 'notEqualTo',
  [AlertComparison.GREATER_THAN]: 'greaterThan',
  [AlertComparison.AT_LEAST]: 'atLeast',
  [AlertComparison.LESS_THAN]: 'lessThan',
  [AlertComparison.AT_MOST]: 'atMost',
};

/** The constructs for an alert or a template. */
export function alertToProgram(manifest: Manifest, { release }: ClusterKind): Conversion[] {
  if (valueAt(manifest, 'spec', 'type') !== 'AnomalyDetection') {
    return ruleAlert(manifest);
  }
  const id = textAt(manifest, 'spec', 'detector', 'name');
  if (!Object.hasOwn(DETECTORS, id)) {
    return [];
  }
  const isPortScan = id === 'port_scan' && manifest.kind === 'GlobalAlert';
  const detector = constant('Detector', id.toUpperCase());
  const { name: _, ...options } = commonFields(manifest);
  const type = manifest.kind === 'GlobalAlert' ? 'DetectorAlert' : 'DetectorAlertTemplate';
  const general = { construction: { type, props: struct('DetectorAlertProps', { detector, ...options }) } };
  return isPortScan && release._features.anomalyDetection === 'global-alerts'
    ? [
        { construction: { type: 'PortScanAlert', props: struct('PortScanAlertProps', withoutDefaults(options)) } },
        general,
      ]
    : [general];
}

/** Without what `PortScanAlert` sets by itself; if it does not, the alert differs, and another construct is taken. */
function withoutDefaults(options: Record<string, Expression | undefined>): Record<string, Expression | undefined> {
  const defaults = {
    severity: value(DEFAULT_SEVERITY),
    period: durationExpression('5m'),
    lookback: durationExpression('5m'),
  };
  const isDefault = (name: string, option: unknown) =>
    JSON.stringify(option) === JSON.stringify(ownValue<unknown>(defaults, name));
  return Object.fromEntries(Object.entries(options).filter(([name, option]) => !isDefault(name, option)));
}

function ruleAlert(manifest: Manifest): Conversion[] {
  const factory = ownValue(FACTORIES, textAt(manifest, 'spec', 'dataSet'));
  if (factory === undefined) {
    return [];
  }
  const rule = call(
    'AlertRule',
    factory,
    struct(factory === 'vulnerability' ? 'AlertRuleOptions' : 'AggregatedAlertRuleOptions', {
      query: queryOf(manifest),
      aggregateBy: dataAt(manifest, 'spec', 'aggregateBy'),
      condition: conditionOf(manifest),
      substitutions: substitutionsOf(manifest),
    }),
  );
  const type = String(manifest.kind);
  const construction = { type, props: struct('GlobalAlertProps', { ...commonFields(manifest), rule }) };
  const reason = 'is the same query, as the library prints it';
  return [{ construction, expected: [{ keys: ['spec', 'query'], reason, same: isSameQuery }] }];
}

function commonFields(manifest: Manifest): Record<string, Expression | undefined> {
  const { labels, annotations, name } = metadataFields(manifest);
  return {
    name,
    description: dataAt(manifest, 'spec', 'description'),
    summary: dataAt(manifest, 'spec', 'summary'),
    severity: dataAt(manifest, 'spec', 'severity'),
    period: durationExpression(valueAt(manifest, 'spec', 'period')),
    lookback: durationExpression(valueAt(manifest, 'spec', 'lookback')),
    labels,
    annotations,
  };
}

function queryOf(manifest: Manifest): Expression | undefined {
  const query = valueAt(manifest, 'spec', 'query');
  return typeof query === 'string' ? call('Query', 'parse', value(query)) : undefined;
}

/** `Metric.sum('num_flows').greaterThan(0)`. */
function conditionOf(manifest: Manifest): Expression | undefined {
  const [metric, condition] = ['metric', 'condition'].map((field) => textAt(manifest, 'spec', field));
  const method = ownValue(METHODS, condition ?? '');
  const threshold = dataAt(manifest, 'spec', 'threshold');
  const isKnown = Object.values(AlertMetric).some((known) => known === metric);
  if (metric === undefined || method === undefined || threshold === undefined || !isKnown) {
    return undefined;
  }
  const field = dataAt(manifest, 'spec', 'field');
  return call(call('Metric', metric, ...(field === undefined ? [] : [field])), method, threshold);
}

function substitutionsOf(manifest: Manifest): Expression | undefined {
  const substitutions = valueAt(manifest, 'spec', 'substitutions');
  return Array.isArray(substitutions)
    ? list(
        substitutions.map((_, index) =>
          struct('AlertSubstitution', {
            name: dataAt(manifest, 'spec', 'substitutions', index, 'name'),
            values: dataAt(manifest, 'spec', 'substitutions', index, 'values'),
          }),
        ),
      )
    : undefined;
}

function isSameQuery(left: unknown, right: unknown): boolean {
  try {
    return (
      typeof left === 'string' &&
      typeof right === 'string' &&
      Query.parse(left).toString() === Query.parse(right).toString()
    );
  } catch (error) {
    if (error instanceof UserError) {
      return false;
    }
    throw error;
  }
}
