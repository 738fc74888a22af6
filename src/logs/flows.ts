import type { FieldFacts } from './field-facts';

/** The kinds of endpoints. */
export const ENDPOINTS = ['wep', 'hep', 'ns', 'net'];

/** The fields of flow logs. */
// biome-ignore format: a table is read by its columns
export const FLOWS: Readonly<Record<string, FieldFacts>> = {
  start_time: { type: 'date',  numeric: false, meaning: 'start of the collection interval' },
  end_time:   { type: 'date',  numeric: false, meaning: 'end of the collection interval' },
  host:       { type: 'text',  numeric: false, since: '3.22.0-1.0', meaning: 'node that wrote the log' },
  action:     { type: 'enum',  numeric: false, values: ['allow', 'deny'],      meaning: 'verdict of the policies' },
  reporter:   { type: 'enum',  numeric: false, values: ['src', 'dst'], openedValues: { since: '3.24.0', values: ['fwd'] }, meaning: 'side of the flow that reported it' },
  proto:      { type: 'proto', numeric: false, meaning: 'protocol, by name or number' },

  bytes_in:            { type: 'int', numeric: true, meaning: 'bytes received' },
  bytes_out:           { type: 'int', numeric: true, meaning: 'bytes sent' },
  packets_in:          { type: 'int', numeric: true, meaning: 'packets received' },
  packets_out:         { type: 'int', numeric: true, meaning: 'packets sent' },
  num_flows:           { type: 'int', numeric: true, meaning: 'number of flows in the record' },
  num_flows_started:   { type: 'int', numeric: true, meaning: 'number of flows that started in the interval' },
  num_flows_completed: { type: 'int', numeric: true, meaning: 'number of flows that ended in the interval' },

  source_ip:              { type: 'ip',    numeric: false, meaning: 'address of the source, empty where pods are aggregated' },
  source_name:            { type: 'name',  numeric: false, meaning: 'pod that is the source' },
  source_name_aggr:       { type: 'name',  numeric: false, meaning: 'name prefix or network set of the source, or `pvt` or `pub`' },
  source_namespace:       { type: 'name',  numeric: false, meaning: 'namespace of the source, `-` if it has none' },
  source_port:            { type: 'port',  numeric: false, meaning: 'port of the source' },
  source_port_num:        { type: 'port',  numeric: false, since: '3.9.0', perhapsSince: '3.7.0', documented: false, meaning: 'port of the source, under another name' },
  source_type:            { type: 'enum',  numeric: false, values: ENDPOINTS, meaning: 'kind of endpoint that the source is' },
  'source_labels.labels': { type: 'label', numeric: false, meaning: 'labels of the source' },

  dest_ip:                { type: 'ip',    numeric: false, meaning: 'address of the destination' },
  dest_name:              { type: 'name',  numeric: false, meaning: 'pod that is the destination' },
  dest_name_aggr:         { type: 'name',  numeric: false, meaning: 'name prefix or network set of the destination, or `pvt` or `pub`' },
  dest_namespace:         { type: 'name',  numeric: false, meaning: 'namespace of the destination, `-` if it has none' },
  dest_port:              { type: 'port',  numeric: false, meaning: 'port of the destination' },
  dest_port_num:          { type: 'port',  numeric: false, since: '3.9.0', perhapsSince: '3.7.0', documented: false, meaning: 'port of the destination, under another name' },
  dest_type:              { type: 'enum',  numeric: false, values: ENDPOINTS, meaning: 'kind of endpoint that the destination is' },
  'dest_labels.labels':   { type: 'label', numeric: false, meaning: 'labels of the destination' },
  dest_service_name:      { type: 'name',  numeric: false, meaning: 'service that was called' },
  dest_service_namespace: { type: 'name',  numeric: false, meaning: 'namespace of the service' },
  dest_service_port:      { type: 'name',  numeric: false, meaning: 'name of the port of the service' },
  dest_service_port_name: { type: 'name',  numeric: false, since: '3.9.0', perhapsSince: '3.7.0', documented: false, meaning: 'name of the port of the service, under another name' },
  dest_service_port_num:  { type: 'port',  numeric: false, since: '3.9.0', perhapsSince: '3.7.0', documented: false, meaning: 'number of the port of the service' },
  dest_domains:           { type: 'text',  numeric: false, since: '3.22.0-2.0', meaning: 'domain names of the destination' },

  'policies.all_policies':      { type: 'text', numeric: false, meaning: 'policies of every kind, superseded by the other three' },
  'policies.enforced_policies': { type: 'text', numeric: false, since: '3.22.0-2.0', meaning: 'policies that were in force' },
  'policies.pending_policies':  { type: 'text', numeric: false, since: '3.22.0-2.0', meaning: 'policies that would apply to the flow now' },
  'policies.transit_policies':  { type: 'text', numeric: false, since: '3.23.0-2.0', perhapsSince: '3.23.0-1.0', meaning: 'policies on traffic that the node forwards' },

  original_source_ips:      { type: 'ip',  numeric: false, meaning: 'addresses of external clients, as an ingress reports them' },
  num_original_source_ips:  { type: 'int', numeric: true,  meaning: 'number of addresses of external clients' },
  http_requests_allowed_in: { type: 'int', numeric: true, documented: false, meaning: 'number of HTTP requests that were allowed in' },
  http_requests_denied_in:  { type: 'int', numeric: true, documented: false, meaning: 'number of HTTP requests that were denied' },
  nat_outgoing_ports:       { type: 'int', numeric: false, opened: '3.24.0', meaning: 'ports of packets whose source address was translated' },

  process_name:      { type: 'name', numeric: false, since: '3.11.0', perhapsSince: '3.10.0', meaning: 'name of the process, `-` for none, `*` for several' },
  num_process_names: { type: 'int',  numeric: true,  since: '3.11.0', perhapsSince: '3.10.0', meaning: 'number of different process names' },
  process_id:        { type: 'name', numeric: false, since: '3.11.0', perhapsSince: '3.10.0', meaning: 'id of the process, a string' },
  num_process_ids:   { type: 'int',  numeric: true,  since: '3.11.0', perhapsSince: '3.10.0', meaning: 'number of different process ids' },
  process_args:      { type: 'text', numeric: false, since: '3.11.0', perhapsSince: '3.10.0', meaning: 'arguments of the process' },
  num_process_args:  { type: 'int',  numeric: true,  since: '3.11.0', perhapsSince: '3.10.0', meaning: 'number of different lists of arguments' },

  tcp_mean_send_congestion_window: { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'mean congestion window of TCP' },
  tcp_min_send_congestion_window:  { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'smallest congestion window of TCP' },
  tcp_mean_smooth_rtt:             { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'mean smoothed round trip of TCP, in microseconds' },
  tcp_max_smooth_rtt:              { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'longest smoothed round trip of TCP, in microseconds' },
  tcp_mean_min_rtt:                { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'mean of the shortest round trips of TCP, in microseconds' },
  tcp_max_min_rtt:                 { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'longest of the shortest round trips of TCP, in microseconds' },
  tcp_mean_mss:                    { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'mean maximum segment size of TCP' },
  tcp_min_mss:                     { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'smallest maximum segment size of TCP' },
  tcp_total_retransmissions:       { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'number of retransmitted TCP packets' },
  tcp_lost_packets:                { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'number of lost TCP packets' },
  tcp_unrecovered_to:              { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'number of unrecovered TCP timeouts' },
};
