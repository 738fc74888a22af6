import type { FieldFacts } from './field-facts';

/**
 * The fields of WAF logs. They were observed and are not documented. Calico checks the values of the first twelve in
 * comparisons, and accepts any name.
 */
// biome-ignore format: a table is read by its columns
export const WAF: Readonly<Record<string, FieldFacts>> = {
  timestamp:              { type: 'date', numeric: false, documented: false, meaning: 'checked but absent from logs, whose time is @timestamp' },
  path:                   { type: 'text', numeric: false, documented: false, meaning: 'path of the request' },
  method:                 { type: 'text', numeric: false, documented: false, meaning: 'method of the request' },
  protocol:               { type: 'text', numeric: false, documented: false, meaning: 'protocol of the request' },
  'source.ip':            { type: 'ip',   numeric: false, documented: false, meaning: 'address of the client' },
  'source.port_num':      { type: 'port', numeric: false, documented: false, meaning: 'port of the client' },
  'source.hostname':      { type: 'name', numeric: false, documented: false, meaning: 'host name of the client' },
  'destination.ip':       { type: 'ip',   numeric: false, documented: false, meaning: 'address of the server' },
  'destination.port_num': { type: 'port', numeric: false, documented: false, meaning: 'port of the server' },
  'destination.hostname': { type: 'name', numeric: false, documented: false, meaning: 'host name of the server' },
  rule_info:              { type: 'text', numeric: false, documented: false, meaning: 'rule that matched, rules.* in newer logs' },
  node:                   { type: 'text', numeric: false, documented: false, meaning: 'node, in logs before 3.18, host in newer ones' },

  '@timestamp':            { type: 'text', numeric: false, documented: false, checked: false, meaning: 'time of the request' },
  msg:                     { type: 'text', numeric: false, documented: false, checked: false, meaning: 'message of the firewall' },
  request_id:              { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'id of the request' },
  'rules.id':              { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'id of a rule that matched' },
  'rules.message':         { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'message of a rule that matched' },
  'rules.severity':        { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'severity of a rule that matched' },
  'rules.file':            { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'file of a rule that matched' },
  'rules.line':            { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'line of a rule that matched' },
  'rules.disruptive':      { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'whether a rule that matched blocks' },
  level:                   { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'level of the log' },
  host:                    { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'node that wrote the log' },
  'source.name':           { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'pod that is the client' },
  'source.namespace':      { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'namespace of the client' },
  'destination.name':      { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'pod that is the server' },
  'destination.namespace': { type: 'text', numeric: false, documented: false, checked: false, since: '3.18.0', meaning: 'namespace of the server' },
  cluster:                 { type: 'text', numeric: false, documented: false, checked: false, since: '3.21.0-2.0', meaning: 'cluster that wrote the log' },
  generated_time:          { type: 'text', numeric: false, documented: false, checked: false, since: '3.21.0-2.0', meaning: 'time at which the log was stored' },
  count:                   { type: 'text', numeric: true,  documented: false, checked: false, since: '3.22.0-1.0', meaning: 'number of matches in the record' },
  gateway_name:            { type: 'text', numeric: false, documented: false, checked: false, since: '3.22.0-2.0', meaning: 'gateway that forwarded the request' },
  gateway_namespace:       { type: 'text', numeric: false, documented: false, checked: false, since: '3.22.0-2.0', meaning: 'namespace of the gateway' },
};
