import type { FieldFacts } from './field-facts';

/** The fields of DNS logs; `<key>` at the end of a name is replaced by the key of a label. */
// biome-ignore format: a table is read by its columns
export const DNS: Readonly<Record<string, FieldFacts>> = {
  start_time: { type: 'date', numeric: false, meaning: 'start of the collection interval' },
  end_time:   { type: 'date', numeric: false, meaning: 'end of the collection interval' },
  host:       { type: 'text', numeric: false, since: '3.22.0-1.0', documented: false, meaning: 'node that wrote the log' },
  count:      { type: 'int',  numeric: true,  meaning: 'number of lookups in the record' },
  type:       { type: 'enum', numeric: false, values: ['LOG', 'UNLOGGED'], opened: '3.24.0', meaning: 'kind of record: lookups, or the number of lookups that were not logged' },

  client_ip:             { type: 'ip',   numeric: false, meaning: 'address of the client' },
  client_name:           { type: 'name', numeric: false, meaning: 'pod that sent the query, `-` where pods are aggregated' },
  client_name_aggr:      { type: 'name', numeric: false, meaning: 'name prefix of the client' },
  client_namespace:      { type: 'name', numeric: false, meaning: 'namespace of the client' },
  'client_labels.<key>': { type: 'text', numeric: false, labelMethod: { name: 'clientLabel', example: 'app' }, meaning: 'a label of the client' },

  qname:  { type: 'name',    numeric: false, meaning: 'domain name in the query' },
  qtype:  { type: 'dnstype', numeric: false, meaning: 'record type in the query' },
  qclass: { type: 'text',    numeric: false, meaning: 'record class in the query' },
  rcode:  { type: 'text',    numeric: false, meaning: 'response code, such as NoError or NXDomain' },

  'servers.name':         { type: 'name', numeric: false, meaning: 'pod that answered, `-` for none' },
  'servers.name_aggr':    { type: 'name', numeric: false, meaning: 'name prefix of the server, or `pvt` or `pub`' },
  'servers.namespace':    { type: 'name', numeric: false, meaning: 'namespace of the server' },
  'servers.ip':           { type: 'ip',   numeric: false, meaning: 'address of the server' },
  'servers.labels.<key>': { type: 'text', numeric: false, labelMethod: { name: 'serverLabel', example: 'k8s-app' }, meaning: 'a label of the server' },

  'rrsets.name':  { type: 'name',    numeric: false, meaning: 'domain name in an answer' },
  'rrsets.type':  { type: 'dnstype', numeric: false, meaning: 'record type in an answer' },
  'rrsets.class': { type: 'text',    numeric: false, meaning: 'record class in an answer' },
  'rrsets.rdata': { type: 'text',    numeric: false, meaning: 'data of an answer' },

  latency_count: { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'number of lookups whose latency was measured' },
  latency_mean:  { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'mean latency, in nanoseconds' },
  latency_max:   { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'longest latency, in nanoseconds' },
};
