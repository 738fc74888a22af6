import type { FieldFacts } from './field-facts';

/** The fields of DNS logs; where a name ends with `<key>`, the key of a label stands there. */
// biome-ignore format: a table is read by its columns
export const DNS: Readonly<Record<string, FieldFacts>> = {
  start_time: { type: 'date', numeric: false, meaning: 'when the interval of collection began' },
  end_time:   { type: 'date', numeric: false, meaning: 'when the interval of collection ended' },
  host:       { type: 'text', numeric: false, since: '3.22.0-1.0', documented: false, meaning: 'node that wrote the log' },
  count:      { type: 'int',  numeric: true,  meaning: 'lookups that the record sums up' },
  type:       { type: 'enum', numeric: false, values: ['LOG', 'UNLOGGED'], opened: '3.24.0', meaning: 'whether the record is a lookup, or says how many went unlogged' },

  client_ip:             { type: 'ip',   numeric: false, meaning: 'address of the client' },
  client_name:           { type: 'name', numeric: false, meaning: 'pod that asked, - where pods are summed up' },
  client_name_aggr:      { type: 'name', numeric: false, meaning: 'client by its name prefix' },
  client_namespace:      { type: 'name', numeric: false, meaning: 'namespace of the client' },
  'client_labels.<key>': { type: 'text', numeric: false, meaning: 'a label of the client' },

  qname:  { type: 'name',    numeric: false, meaning: 'name that was asked for' },
  qtype:  { type: 'dnstype', numeric: false, meaning: 'type of record that was asked for' },
  qclass: { type: 'text',    numeric: false, meaning: 'class that was asked for' },
  rcode:  { type: 'text',    numeric: false, meaning: 'code of the answer, such as NoError or NXDomain' },

  'servers.name':         { type: 'name', numeric: false, meaning: 'pod that answered, - for none' },
  'servers.name_aggr':    { type: 'name', numeric: false, meaning: 'server by its name prefix, or pvt or pub' },
  'servers.namespace':    { type: 'name', numeric: false, meaning: 'namespace of the server' },
  'servers.ip':           { type: 'ip',   numeric: false, meaning: 'address of the server' },
  'servers.labels.<key>': { type: 'text', numeric: false, meaning: 'a label of the server' },

  'rrsets.name':  { type: 'name',    numeric: false, meaning: 'name in an answer' },
  'rrsets.type':  { type: 'dnstype', numeric: false, meaning: 'type of record in an answer' },
  'rrsets.class': { type: 'text',    numeric: false, meaning: 'class in an answer' },
  'rrsets.rdata': { type: 'text',    numeric: false, meaning: 'data of an answer' },

  latency_count: { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'lookups whose latency was measured' },
  latency_mean:  { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'mean latency, in nanoseconds' },
  latency_max:   { type: 'int', numeric: true, since: '3.22.0-1.0', meaning: 'longest latency, in nanoseconds' },
};
