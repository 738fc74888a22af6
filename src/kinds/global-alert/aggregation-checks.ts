import { alert, type Finding, type Keys, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import { availability, catalogueOf, type FieldCatalogue, unknownField } from '../../logs';

const SUM = { field: 'bytes_in', metric: 'sum', condition: 'gt', threshold: '1000000' };

const UNKNOWN_AGGREGATION_FIELD = warningRule({
  id: 'global-alert/unknown-aggregation-field',
  what: 'Fields in aggregateBy should be fields of the data set.',
  why: 'The API accepts any name. If no record has the field, the alert never fires.',
  bad: alert({ aggregateBy: '[source_name_agg]' }),
  good: alert({ aggregateBy: '[source_name_aggr]' }),
});
const TOO_MANY_BUCKETS = warningRule({
  id: 'global-alert/too-many-buckets',
  what: 'An alert should aggregate by fields that have few values.',
  why: 'Elasticsearch stops at 10,000 buckets, and the alert fails. Ports and addresses soon have that many values.',
  bad: alert({ query: undefined, aggregateBy: '[source_namespace, dest_port]' }),
  good: alert({ query: undefined, aggregateBy: '[source_namespace]' }),
});
const UNKNOWN_METRIC_FIELD = warningRule({
  id: 'global-alert/unknown-metric-field',
  what: 'The field of a metric should be a field of the data set.',
  why: 'The API accepts any name. If no record has the field, the alert never fires.',
  bad: alert({ ...SUM, field: 'bytes' }),
  good: alert(SUM),
});
const METRIC_ON_TEXT = warningRule({
  id: 'global-alert/metric-on-text',
  what: 'The metrics avg, max, min and sum should have a numeric field.',
  why: 'Strings cannot be summed, so the alert fails when it runs.',
  bad: alert({ ...SUM, field: 'dest_name_aggr' }),
  good: alert(SUM),
});

const MOST_BUCKETS = 10_000;
const UNCHECKED = ', although the API accepts it';
const EXAMPLES = 3;

/** Fields with so many values that their buckets may exceed Calico's limit, by what they contain. */
// biome-ignore format: a table is read by its columns
const MANY_VALUES: Readonly<Record<string, readonly string[]>> = {
  port:                ['source_port', 'source_port_num', 'dest_port', 'dest_port_num', 'nat_outgoing_ports', 'source.port_num'],
  address:             ['source_ip', 'dest_ip', 'original_source_ips', 'client_ip', 'servers.ip', 'sourceIPs', 'source.ip', 'destination.ip'],
  time:                ['start_time', 'end_time', 'requestReceivedTimestamp', 'stageTimestamp', 'timestamp'],
  event:               ['auditID'],
  process:             ['process_id'],
  'list of arguments': ['process_args'],
  'list of policies':  ['policies.all_policies', 'policies.enforced_policies', 'policies.pending_policies', 'policies.transit_policies'],
  URL:                 ['url', 'requestURI'],
  'user agent':        ['user_agent'],
};

/** The fields by which a rule groups records, and the metric that it computes for each group. */
export interface Aggregation {
  readonly dataSet: string;
  /** Names in `spec.aggregateBy`; empty names are not checked. */
  readonly aggregateBy: readonly string[];
  /** Name in `spec.field`. */
  readonly field?: string;
  /** `spec.metric`. */
  readonly metric?: string;
}

const METRICS_OF_NUMBERS: readonly string[] = ['avg', 'max', 'min', 'sum'];

/**
 * Checks the fields by which a rule groups records, and the field of its metric. The API accepts any name, and an alert
 * with a wrong one never fires.
 */
export function checkAggregation(
  { dataSet, aggregateBy, field, metric }: Aggregation,
  release: CalicoRelease,
): Finding[] {
  const catalogue = catalogueOf(dataSet);
  // A separate rule reports that image vulnerability events cannot be aggregated.
  if (catalogue === undefined || dataSet === 'vulnerability') {
    return [];
  }
  return [
    ...aggregateBy.flatMap((name, index) =>
      name === '' ? [] : checkBuckets(name, ['spec', 'aggregateBy', index], catalogue, release),
    ),
    ...(field === undefined || field === '' ? [] : checkMetricField(field, metric, catalogue, release)),
  ];
}

function checkBuckets(name: string, keys: Keys, catalogue: FieldCatalogue, release: CalicoRelease): Finding[] {
  const facts = catalogue.factsOf(name);
  const problem =
    facts === undefined ? unknownField(name, catalogue, release, UNCHECKED) : availability(facts, release).problem;
  if (problem !== undefined) {
    const message = problem;
    return [{ ...UNKNOWN_AGGREGATION_FIELD, keys, value: name, message }];
  }
  const [what] = Object.entries(MANY_VALUES).find(([, names]) => names.includes(name)) ?? [];
  if (what === undefined) {
    return [];
  }
  const message = `creates a bucket for each ${what}, and the alert fails with more than ${MOST_BUCKETS} buckets; aggregate by fields with few values, fewest first`;
  return [{ ...TOO_MANY_BUCKETS, keys, value: name, message }];
}

function checkMetricField(
  field: string,
  metric: string | undefined,
  catalogue: FieldCatalogue,
  release: CalicoRelease,
): Finding[] {
  const finding = { keys: ['spec', 'field'], value: field };
  const facts = catalogue.factsOf(field);
  if (facts === undefined) {
    return [{ ...UNKNOWN_METRIC_FIELD, ...finding, message: unknownField(field, catalogue, release, UNCHECKED) }];
  }
  const { problem } = availability(facts, release);
  if (problem !== undefined) {
    return [{ ...UNKNOWN_METRIC_FIELD, ...finding, message: problem }];
  }
  if (facts.numeric || metric === undefined || !METRICS_OF_NUMBERS.includes(metric)) {
    return [];
  }
  const numbers = catalogue.names.filter((name) => catalogue.factsOf(name)?.numeric).slice(0, EXAMPLES);
  const message = `is not numeric, so ${metric} cannot be computed; use a numeric field, such as ${numbers.join(', ')}`;
  return [{ ...METRIC_ON_TEXT, ...finding, message }];
}

/** The rules that this file checks. */
export const AGGREGATION_RULES = [
  UNKNOWN_AGGREGATION_FIELD,
  TOO_MANY_BUCKETS,
  UNKNOWN_METRIC_FIELD,
  METRIC_ON_TEXT,
] as const;
