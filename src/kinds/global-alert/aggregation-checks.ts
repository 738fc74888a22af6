import { type Finding, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import { availability, catalogueOf, type FieldCatalogue, unknownField } from '../../logs';

const UNKNOWN_AGGREGATION_FIELD = warningRule('global-alert/unknown-aggregation-field');
const TOO_MANY_BUCKETS = warningRule('global-alert/too-many-buckets');
const UNKNOWN_METRIC_FIELD = warningRule('global-alert/unknown-metric-field');
const METRIC_ON_TEXT = warningRule('global-alert/metric-on-text');

const MOST_BUCKETS = 10_000;
const UNCHECKED = ', though the API takes it';
const EXAMPLES = 3;

/** What fields have so many values of that their buckets may pass Calico's limit. */
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

/** What a rule puts into buckets, and what it computes of each. */
export interface Aggregation {
  readonly dataSet: string;
  /** Names in `spec.aggregateBy`; an empty one is not checked. */
  readonly aggregateBy: readonly string[];
  /** Name in `spec.field`. */
  readonly field?: string;
  /** `spec.metric`. */
  readonly metric?: string;
}

const METRICS_OF_NUMBERS: readonly string[] = ['avg', 'max', 'min', 'sum'];

/**
 * Checks the fields by which a rule puts records into buckets, and the one that its metric is of. The API takes any
 * name, so that a wrong one is found by an alert that never fires.
 */
export function checkAggregation(
  { dataSet, aggregateBy, field, metric }: Aggregation,
  release: CalicoRelease,
): Finding[] {
  const catalogue = catalogueOf(dataSet);
  // Image vulnerability events cannot be aggregated, which is a rule of its own.
  if (catalogue === undefined || dataSet === 'vulnerability') {
    return [];
  }
  return [
    ...aggregateBy.flatMap((name, index) =>
      name === '' ? [] : checkBuckets(name, `spec.aggregateBy[${index}]`, catalogue, release),
    ),
    ...(field === undefined || field === '' ? [] : checkMetricField(field, metric, catalogue, release)),
  ];
}

function checkBuckets(name: string, path: string, catalogue: FieldCatalogue, release: CalicoRelease): Finding[] {
  const facts = catalogue.factsOf(name);
  const problem =
    facts === undefined ? unknownField(name, catalogue, release, UNCHECKED) : availability(facts, release).problem;
  if (problem !== undefined) {
    const message = problem;
    return [{ ...UNKNOWN_AGGREGATION_FIELD, path, value: name, message }];
  }
  const [what] = Object.entries(MANY_VALUES).find(([, names]) => names.includes(name)) ?? [];
  if (what === undefined) {
    return [];
  }
  const message = `makes a bucket for each ${what}, and Calico gives up over ${MOST_BUCKETS} of them; aggregate by fields of few values, those with the fewest first`;
  return [{ ...TOO_MANY_BUCKETS, path, value: name, message }];
}

function checkMetricField(
  field: string,
  metric: string | undefined,
  catalogue: FieldCatalogue,
  release: CalicoRelease,
): Finding[] {
  const finding = { path: 'spec.field', value: field };
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
  const message = `holds no numbers to take ${metric} of; take a field that does, such as ${numbers.join(', ')}`;
  return [{ ...METRIC_ON_TEXT, ...finding, message }];
}
