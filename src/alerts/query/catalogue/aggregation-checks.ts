import { type Finding, warningRule } from '../../../findings';
import { catalogueOf, type FieldCatalogue } from './catalogue';
import { unknownField } from './unknown-field';

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
  port:                ['source_port', 'dest_port', 'nat_outgoing_ports'],
  address:             ['source_ip', 'dest_ip', 'original_source_ips', 'client_ip', 'servers.ip', 'sourceIPs'],
  time:                ['start_time', 'end_time', 'requestReceivedTimestamp', 'stageTimestamp', 'timestamp'],
  event:               ['auditID'],
  process:             ['process_id'],
  'list of arguments': ['process_args'],
  'list of policies':  ['policies.all_policies', 'policies.enforced_policies', 'policies.pending_policies', 'policies.transit_policies'],
  URL:                 ['url', 'requestURI'],
  'user agent':        ['user_agent'],
};

const METRICS_OF_NUMBERS: readonly string[] = ['avg', 'max', 'min', 'sum'];

/**
 * Checks the fields by which a rule puts records into buckets, and the one that its metric is of. The API takes any
 * name, so that a wrong one is found by an alert that never fires.
 *
 * @param aggregateBy names in `spec.aggregateBy`
 * @param field name in `spec.field`
 * @param metric `spec.metric`
 */
export function checkAggregation(
  dataSet: string,
  aggregateBy: readonly string[],
  field: string | undefined,
  metric: string | undefined,
): Finding[] {
  const catalogue = catalogueOf(dataSet);
  if (catalogue === undefined) {
    return [];
  }
  return [
    ...aggregateBy.flatMap((name, index) =>
      name === '' ? [] : checkBuckets(name, `spec.aggregateBy[${index}]`, catalogue),
    ),
    ...(field === undefined || field === '' ? [] : checkMetricField(field, metric, catalogue)),
  ];
}

function checkBuckets(name: string, path: string, catalogue: FieldCatalogue): Finding[] {
  if (catalogue.factsOf(name) === undefined) {
    const message = unknownField(name, catalogue, UNCHECKED);
    return [{ ...UNKNOWN_AGGREGATION_FIELD, path, value: name, message }];
  }
  const [what] = Object.entries(MANY_VALUES).find(([, names]) => names.includes(name)) ?? [];
  if (what === undefined) {
    return [];
  }
  const message = `makes a bucket for each ${what}, and Calico gives up over ${MOST_BUCKETS} of them; aggregate by fields of few values, those with the fewest first`;
  return [{ ...TOO_MANY_BUCKETS, path, value: name, message }];
}

function checkMetricField(field: string, metric: string | undefined, catalogue: FieldCatalogue): Finding[] {
  const finding = { path: 'spec.field', value: field };
  const facts = catalogue.factsOf(field);
  if (facts === undefined) {
    return [{ ...UNKNOWN_METRIC_FIELD, ...finding, message: unknownField(field, catalogue, UNCHECKED) }];
  }
  if (facts.numeric || metric === undefined || !METRICS_OF_NUMBERS.includes(metric)) {
    return [];
  }
  const numbers = catalogue.names.filter((name) => catalogue.factsOf(name)?.numeric).slice(0, EXAMPLES);
  const message = `holds no numbers to take ${metric} of; take a field that does, such as ${numbers.join(', ')}`;
  return [{ ...METRIC_ON_TEXT, ...finding, message }];
}
