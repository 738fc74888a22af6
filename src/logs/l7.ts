import type { FieldFacts } from './field-facts';
import { ENDPOINTS } from './flows';

const COLLECTORS = ['ebpf-tcp', 'daemonset', 'waypoint'];

/** The fields of L7 logs, which depend on the collector. */
// biome-ignore format: a table is read by its columns
export const L7: Readonly<Record<string, FieldFacts>> = {
  host:       { type: 'text', numeric: false, meaning: 'node that wrote the log' },
  start_time: { type: 'date', numeric: false, meaning: 'start of the collection interval' },
  end_time:   { type: 'date', numeric: false, meaning: 'end of the collection interval' },

  duration_mean: { type: 'int', numeric: true, meaning: 'mean duration of a request, in nanoseconds' },
  duration_max:  { type: 'int', numeric: true, meaning: 'longest duration of a request, in nanoseconds' },
  bytes_in:      { type: 'int', numeric: true, meaning: 'bytes received' },
  bytes_out:     { type: 'int', numeric: true, meaning: 'bytes sent' },
  count:         { type: 'int', numeric: true, meaning: 'number of requests in the record' },

  src_name_aggr:          { type: 'name', numeric: false, meaning: 'name prefix of the source, or `pvt` or `pub`' },
  src_namespace:          { type: 'name', numeric: false, meaning: 'namespace of the source' },
  src_type:               { type: 'enum', numeric: false, values: ENDPOINTS, meaning: 'kind of endpoint that the source is' },
  source_name_aggr:       { type: 'name', numeric: false, documented: false, meaning: 'name prefix of the source, under another name' },
  source_namespace:       { type: 'name', numeric: false, documented: false, meaning: 'namespace of the source, under another name' },
  source_port_num:        { type: 'port', numeric: false, documented: false, meaning: 'port of the source' },
  source_type:            { type: 'enum', numeric: false, values: ENDPOINTS, documented: false, meaning: 'kind of endpoint that the source is, under another name' },
  dest_name:              { type: 'name', numeric: false, documented: false, meaning: 'pod that is the destination' },
  dest_name_aggr:         { type: 'name', numeric: false, meaning: 'name prefix of the destination, or `pvt` or `pub`' },
  dest_namespace:         { type: 'name', numeric: false, meaning: 'namespace of the destination' },
  dest_type:              { type: 'enum', numeric: false, values: ENDPOINTS, meaning: 'kind of endpoint that the destination is' },
  dest_port_num:          { type: 'port', numeric: false, documented: false, meaning: 'port of the destination' },
  dest_service_name:      { type: 'name', numeric: false, meaning: 'service that was called' },
  dest_service_namespace: { type: 'name', numeric: false, meaning: 'namespace of the service' },
  dest_service_port:      { type: 'port', numeric: false, meaning: 'number of the port of the service' },
  dest_service_port_name: { type: 'name', numeric: false, documented: false, meaning: 'name of the port of the service' },
  dest_service_port_num:  { type: 'port', numeric: false, documented: false, meaning: 'number of the port of the service, under another name' },

  url:              { type: 'url',  numeric: false, meaning: 'URL of the request, HTTP only' },
  method:           { type: 'text', numeric: false, meaning: 'method of the request, HTTP only' },
  user_agent:       { type: 'text', numeric: false, meaning: 'user agent that the client sent' },
  response_code:    { type: 'text', numeric: false, meaning: 'status code of the response, a string' },
  type:             { type: 'text', numeric: false, meaning: 'kind of traffic: `tcp`, `tls`, or `html` and its version' },
  protocol:         { type: 'enum', numeric: false, values: ['http', 'tls'], since: '3.24.0', meaning: 'protocol of the request' },
  protocol_version: { type: 'text', numeric: false, since: '3.24.0', meaning: 'version of the protocol, such as 1.1' },

  collector_type:   { type: 'enum', numeric: false, values: ['ebpf', 'envoy-access-log'], since: '3.24.0', meaning: 'kind of collector that wrote the log' },
  collector_name:   { type: 'enum', numeric: false, values: COLLECTORS, since: '3.24.0', meaning: 'collector that wrote the log' },
  tls_sni:          { type: 'text', numeric: false, since: '3.24.0', meaning: 'server name that the client sent in TLS, eBPF collectors only' },
  tls_version:      { type: 'text', numeric: false, since: '3.24.0', meaning: 'version of TLS, eBPF collectors only' },
  tls_cipher_suite: { type: 'text', numeric: false, since: '3.24.0', meaning: 'cipher suite of TLS, eBPF collectors only' },

  latency:                    { type: 'text', numeric: false, since: '3.23.0-1.0', documented: false, meaning: 'latency of the request' },
  gateway_name:               { type: 'text', numeric: false, since: '3.23.0-1.0', documented: false, meaning: 'gateway that forwarded the request' },
  gateway_namespace:          { type: 'text', numeric: false, since: '3.23.0-1.0', documented: false, meaning: 'namespace of the gateway' },
  gateway_class:              { type: 'text', numeric: false, since: '3.23.0-1.0', documented: false, meaning: 'class of the gateway' },
  gateway_status:             { type: 'text', numeric: false, since: '3.23.0-1.0', documented: false, meaning: 'state of the gateway' },
  gateway_listener_full_name: { type: 'text', numeric: false, since: '3.23.0-1.0', documented: false, meaning: 'listener of the gateway' },
  gateway_route_name:         { type: 'text', numeric: false, since: '3.23.0-1.0', documented: false, meaning: 'route of the request' },
  gateway_route_namespace:    { type: 'text', numeric: false, since: '3.23.0-1.0', documented: false, meaning: 'namespace of the route' },
  gateway_route_status:       { type: 'text', numeric: false, since: '3.23.0-1.0', documented: false, meaning: 'state of the route' },
};
