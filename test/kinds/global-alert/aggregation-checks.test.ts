import { fieldPath } from '../../../src/base';
import { CalicoRelease } from '../../../src/calico';
import { checkAggregation } from '../../../src/kinds/global-alert/aggregation-checks';
import { CATALOGUES } from '../../../src/logs/catalogue';

type Arguments = [dataSet: string, aggregateBy: string[], field?: string, metric?: string];

function lines([dataSet, aggregateBy, field, metric]: Arguments, release = '3.24'): string[] {
  return checkAggregation({ dataSet, aggregateBy, field, metric }, CalicoRelease.enterprise(release)).map(
    ({ severity, keys, value, message, rule }) => `${severity} ${fieldPath(keys)} = ${value}: ${message} [${rule}]`,
  );
}

const bucketsOf = (what: string) =>
  `creates a bucket for each ${what}, and the alert fails with more than 10000 buckets; aggregate by fields with few values, fewest first`;

describe('aggregation', () => {
  it.each<[string, Arguments]>([
    ['by nothing', ['flows', []]],
    ['by names', ['flows', ['source_namespace', 'source_name_aggr'], 'num_flows', 'sum']],
    ['by the name of a service port', ['flows', ['dest_service_port']]],
    ['by the number of a service port', ['l7', ['dest_service_name', 'dest_service_port'], 'duration_mean', 'avg']],
    ['by a label', ['dns', ['client_labels.app'], 'latency_max', 'max']],
    ['by the name that was asked for', ['dns', ['client_namespace', 'qname']]],
    ['by objects', ['audit', ['objectRef.namespace', 'objectRef.name'], 'responseStatus.code', 'min']],
    ['with a count', ['flows', [], undefined, 'count']],
    ['with a field that is empty', ['flows', [], '', 'count']],
    // Other rules speak of these two.
    ['with a field that is counted', ['flows', [], 'source_name', 'count']],
    ['with a field without a metric', ['flows', [], 'source_name']],
    ['of an undocumented log', ['waf', ['host', 'path'], 'count', 'sum']],
  ])('passes: %s', (_, args) => {
    expect(lines(args)).toEqual([]);
  });

  it.each<[string, Arguments, string]>([
    [
      'by a field that is not there',
      ['flows', ['source_namespace', 'dest_nam']],
      'warning spec.aggregateBy[1] = dest_nam: is not a field of the data set flows, although the API accepts it; did you mean dest_name? [global-alert/unknown-aggregation-field]',
    ],
    [
      'by a field of another data set',
      ['l7', ['client_namespace']],
      'warning spec.aggregateBy[0] = client_namespace: is a field of the data set dns, not of l7, although the API accepts it; did you mean src_namespace? [global-alert/unknown-aggregation-field]',
    ],
    [
      'with a metric of a field that is not there',
      ['flows', [], 'bytes', 'sum'],
      'warning spec.field = bytes: is not a field of the data set flows, although the API accepts it [global-alert/unknown-metric-field]',
    ],
    [
      'with a metric of a text',
      ['flows', [], 'source_name', 'sum'],
      'warning spec.field = source_name: is not numeric, so sum cannot be computed; use a numeric field, such as bytes_in, bytes_out, packets_in [global-alert/metric-on-text]',
    ],
    [
      'with a metric of a status that is kept as text',
      ['l7', [], 'response_code', 'max'],
      'warning spec.field = response_code: is not numeric, so max cannot be computed; use a numeric field, such as duration_mean, duration_max, bytes_in [global-alert/metric-on-text]',
    ],
    [
      'with a metric of a label',
      ['dns', [], 'client_labels.size', 'avg'],
      'warning spec.field = client_labels.size: is not numeric, so avg cannot be computed; use a numeric field, such as count, latency_count, latency_mean [global-alert/metric-on-text]',
    ],
  ])('is warned about: %s', (_, args, line) => {
    expect(lines(args)).toEqual([line]);
  });

  it.each<[string, string, string]>([
    ['flows', 'source_port', 'port'],
    ['flows', 'dest_port', 'port'],
    ['flows', 'source_ip', 'address'],
    ['flows', 'dest_ip', 'address'],
    ['flows', 'original_source_ips', 'address'],
    ['dns', 'client_ip', 'address'],
    ['dns', 'servers.ip', 'address'],
    ['audit', 'sourceIPs', 'address'],
    ['flows', 'start_time', 'time'],
    ['l7', 'end_time', 'time'],
    ['audit', 'requestReceivedTimestamp', 'time'],
    ['audit', 'stageTimestamp', 'time'],
    ['audit', 'timestamp', 'time'],
    ['audit', 'auditID', 'event'],
    ['flows', 'process_id', 'process'],
    ['flows', 'process_args', 'list of arguments'],
    ['flows', 'policies.all_policies', 'list of policies'],
    ['flows', 'policies.enforced_policies', 'list of policies'],
    ['flows', 'policies.pending_policies', 'list of policies'],
    ['flows', 'policies.transit_policies', 'list of policies'],
    ['l7', 'url', 'URL'],
    ['audit', 'requestURI', 'URL'],
    ['l7', 'user_agent', 'user agent'],
  ])('of %s by %s risks too many buckets', (dataSet, name, what) => {
    expect(lines([dataSet, ['host', name]]).slice(-1)).toEqual([
      `warning spec.aggregateBy[1] = ${name}: ${bucketsOf(what)} [global-alert/too-many-buckets]`,
    ]);
  });

  it('by any address or time risks too many buckets', () => {
    for (const catalogue of CATALOGUES) {
      const many = catalogue.names.filter((name) => ['ip', 'date'].includes(catalogue.factsOf(name)?.type ?? ''));
      const expected = catalogue.dataSet === 'vulnerability' ? 0 : many.length;
      expect(lines([catalogue.dataSet, many])).toHaveLength(expected);
    }
  });
});
