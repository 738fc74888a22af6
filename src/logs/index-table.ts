import type { History } from '../calico';

/**
 * How the log store indexes a field, by the names of Elasticsearch. `unmapped` fields are stored and never found;
 * `unknown` is a field whose type was not seen.
 */
export type IndexType = 'keyword' | 'text' | 'long' | 'boolean' | 'ip' | 'date' | 'flattened' | 'unmapped' | 'unknown';

/** How the log store indexes one field. */
export interface IndexedField {
  readonly type: IndexType;
  /** What a null counts as; without it, a null counts as a missing field. */
  readonly nullValue?: string | number;
  /** The case that strings are converted to, in records and in queries. */
  readonly normalizer?: 'lower' | 'upper';
  /** The nested object that it is part of, each of which is a document of its own. */
  readonly nested?: string;
  /** The field that it is another name of. */
  readonly alias?: string;
  /** The format of a `date`; the default is a date, perhaps with a time, or milliseconds. */
  readonly format?: 'epoch_second';
}

/** The fields of a data set; `<key>` at the end of a name is replaced by the key of a label. */
export type IndexTable = Readonly<Record<string, History<IndexedField>>>;

const FIRST = '3.7.0';

const KEYWORD: IndexedField = { type: 'keyword' };
const LOWER: IndexedField = { type: 'keyword', normalizer: 'lower' };
const UPPER: IndexedField = { type: 'keyword', normalizer: 'upper' };
const TEXT: IndexedField = { type: 'text' };
const LONG: IndexedField = { type: 'long' };
const PORT: IndexedField = { type: 'long', nullValue: 0 };
const IP: IndexedField = { type: 'ip' };
const ADDRESS: IndexedField = { type: 'ip', nullValue: '0.0.0.0' };
const DATE: IndexedField = { type: 'date' };
const SECONDS: IndexedField = { type: 'date', format: 'epoch_second' };
export const UNMAPPED: IndexedField = { type: 'unmapped' };
const UNKNOWN: IndexedField = { type: 'unknown' };

function each(field: IndexedField, ...names: readonly string[]): IndexTable {
  return Object.fromEntries(names.map((name) => [name, [[FIRST, field]]]));
}

function nested(path: string, field: IndexedField, ...names: readonly string[]): IndexTable {
  return each({ ...field, nested: path }, ...names.map((name) => `${path}.${name}`));
}

/** Up to 3.22, the policies of a flow are a nested object. Observed, not documented. */
function policies(...names: readonly string[]): IndexTable {
  const history: History<IndexedField> = [
    [FIRST, { ...KEYWORD, nested: 'policies' }],
    ['3.23.0-1.0', KEYWORD],
  ];
  return Object.fromEntries(names.map((name) => [`policies.${name}`, history]));
}

const FLOWS: IndexTable = {
  ...each(SECONDS, 'start_time', 'end_time'),
  ...each(DATE, '@timestamp', 'generated_time'),
  ...each(KEYWORD, 'host', 'action', 'reporter', 'proto'),
  ...each(LONG, 'bytes_in', 'bytes_out', 'packets_in', 'packets_out'),
  ...each(LONG, 'num_flows', 'num_flows_started', 'num_flows_completed'),
  ...each(ADDRESS, 'source_ip', 'dest_ip'),
  ...each(PORT, 'source_port', 'dest_port', 'dest_service_port_num'),
  ...each({ ...PORT, alias: 'source_port' }, 'source_port_num'),
  ...each({ ...PORT, alias: 'dest_port' }, 'dest_port_num'),
  ...each(KEYWORD, 'source_name', 'source_name_aggr', 'source_namespace', 'source_type'),
  ...each(KEYWORD, 'dest_name', 'dest_name_aggr', 'dest_namespace', 'dest_type'),
  ...each(KEYWORD, 'dest_service_name', 'dest_service_namespace', 'dest_service_port', 'dest_domains'),
  ...each({ ...KEYWORD, alias: 'dest_service_port' }, 'dest_service_port_name'),
  ...nested('source_labels', KEYWORD, 'labels'),
  ...nested('dest_labels', KEYWORD, 'labels'),
  ...policies('all_policies', 'enforced_policies', 'pending_policies', 'transit_policies'),
  ...each(IP, 'original_source_ips'),
  ...each(LONG, 'num_original_source_ips', 'http_requests_allowed_in', 'http_requests_denied_in', 'nat_outgoing_ports'),
  ...each(KEYWORD, 'process_name', 'process_id', 'process_args'),
  ...each(LONG, 'num_process_names', 'num_process_ids', 'num_process_args'),
  ...each(LONG, 'tcp_mean_send_congestion_window', 'tcp_min_send_congestion_window'),
  ...each(LONG, 'tcp_mean_smooth_rtt', 'tcp_max_smooth_rtt', 'tcp_mean_min_rtt', 'tcp_max_min_rtt'),
  ...each(LONG, 'tcp_mean_mss', 'tcp_min_mss', 'tcp_total_retransmissions', 'tcp_lost_packets', 'tcp_unrecovered_to'),
};

const DNS: IndexTable = {
  ...each(DATE, 'start_time', 'end_time', '@timestamp', 'generated_time'),
  ...each(KEYWORD, 'host', 'type', 'client_name', 'client_name_aggr', 'client_namespace'),
  ...each(LONG, 'count', 'latency_count', 'latency_mean', 'latency_max'),
  ...each(ADDRESS, 'client_ip'),
  ...each({ type: 'flattened' }, 'client_labels.<key>'),
  ...each(LOWER, 'qname'),
  ...each(UPPER, 'qtype', 'qclass', 'rcode'),
  ...nested('servers', KEYWORD, 'name', 'name_aggr', 'namespace', 'labels.<key>'),
  ...nested('servers', IP, 'ip'),
  ...nested('rrsets', LOWER, 'name'),
  ...nested('rrsets', UPPER, 'type', 'class'),
  ...nested('rrsets', KEYWORD, 'rdata'),
};

const L7: IndexTable = {
  ...each(SECONDS, 'start_time', 'end_time'),
  ...each(DATE, '@timestamp', 'generated_time'),
  ...each(LONG, 'duration_mean', 'duration_max', 'bytes_in', 'bytes_out', 'count'),
  ...each(KEYWORD, 'host', 'src_name_aggr', 'src_namespace', 'src_type'),
  ...each(KEYWORD, 'source_name_aggr', 'source_namespace', 'source_type'),
  ...each(KEYWORD, 'dest_name', 'dest_name_aggr', 'dest_namespace', 'dest_type'),
  ...each(KEYWORD, 'dest_service_name', 'dest_service_namespace', 'dest_service_port_name'),
  ...each(PORT, 'source_port_num', 'dest_port_num', 'dest_service_port', 'dest_service_port_num'),
  ...each(KEYWORD, 'url', 'method', 'user_agent', 'response_code', 'type', 'protocol', 'protocol_version'),
  ...each(KEYWORD, 'collector_type', 'collector_name', 'tls_sni', 'tls_version', 'tls_cipher_suite'),
  ...each(UNKNOWN, 'latency', 'gateway_name', 'gateway_namespace', 'gateway_class', 'gateway_status'),
  ...each(UNKNOWN, 'gateway_listener_full_name', 'gateway_route_name', 'gateway_route_namespace'),
  ...each(UNKNOWN, 'gateway_route_status'),
};

const AUDIT: IndexTable = {
  ...each(KEYWORD, 'apiVersion', 'kind', 'auditID', 'level', 'verb', 'name', 'requestURI'),
  ...each(TEXT, 'stage', 'sourceIPs', 'userAgent'),
  ...each(KEYWORD, 'objectRef.apiGroup', 'objectRef.apiVersion', 'objectRef.resource'),
  ...each(KEYWORD, 'objectRef.namespace', 'objectRef.name'),
  ...each(KEYWORD, 'responseObject.apiVersion', 'responseObject.kind', 'user.groups', 'user.username'),
  ...each(LONG, 'responseStatus.code'),
  ...each(DATE, 'requestReceivedTimestamp', 'stageTimestamp', 'timestamp'),
};

const WAF: IndexTable = {
  ...each(UNMAPPED, 'timestamp'),
  ...each(DATE, '@timestamp', 'generated_time'),
  ...each(KEYWORD, 'path', 'method', 'protocol', 'rule_info', 'msg', 'request_id', 'level', 'host', 'cluster'),
  ...each(KEYWORD, 'source.hostname', 'source.name', 'source.namespace'),
  ...each(KEYWORD, 'destination.hostname', 'destination.name', 'destination.namespace'),
  ...each(IP, 'source.ip', 'destination.ip'),
  ...each(LONG, 'source.port_num', 'destination.port_num', 'count'),
  ...each(KEYWORD, 'gateway_name', 'gateway_namespace'),
  node: [
    [FIRST, KEYWORD],
    ['3.18.0', UNMAPPED],
  ],
  ...nested('rules', KEYWORD, 'id', 'severity', 'file'),
  ...nested('rules', TEXT, 'message'),
  ...nested('rules', LONG, 'line'),
  ...nested('rules', { type: 'boolean' }, 'disruptive'),
};

/**
 * How the log store indexes each field of each data set, by release. The types of flow, DNS and L7 logs follow the
 * public tables of their fields; null values, the case of DNS names, nested objects, and the types of audit and WAF
 * logs were observed, and are not documented. Vulnerabilities are not in the log store.
 */
export const INDEX_TABLES: ReadonlyMap<string, IndexTable> = new Map([
  ['flows', FLOWS],
  ['dns', DNS],
  ['l7', L7],
  ['audit', AUDIT],
  ['waf', WAF],
]);
