/** The fields of an index, as the log store maps them. */
type Properties = Readonly<Record<string, object>>;

const KEYWORD = { type: 'keyword' };
const TEXT = { type: 'text' };
const DATE = { type: 'date' };
const SECONDS = { type: 'date', format: 'epoch_second' };
const NUMBER = { type: 'long' };
/** Addresses and ports that are null count as these. */
const ADDRESS = { type: 'ip', null_value: '0.0.0.0' };
const PORT = { type: 'long', null_value: 0 };

function keywords(...names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, KEYWORD]));
}

function object(properties: Properties): object {
  return { properties };
}

function nested(properties: Properties): object {
  return { type: 'nested', properties };
}

const LABELS = nested({ labels: KEYWORD });
const POLICIES = { all_policies: KEYWORD, enforced_policies: KEYWORD };

const FLOWS: Properties = {
  ...keywords('host', 'action', 'reporter', 'proto', 'source_type', 'dest_type'),
  ...keywords('source_name', 'source_name_aggr', 'source_namespace', 'dest_name', 'dest_name_aggr', 'dest_namespace'),
  start_time: SECONDS,
  end_time: SECONDS,
  source_ip: ADDRESS,
  dest_ip: ADDRESS,
  source_port: PORT,
  dest_port: PORT,
  bytes_in: NUMBER,
  num_flows: NUMBER,
  source_labels: LABELS,
  dest_labels: LABELS,
};

const DNS: Properties = {
  ...keywords('client_name', 'client_name_aggr', 'client_namespace', 'qname', 'qtype', 'rcode'),
  start_time: DATE,
  end_time: DATE,
  client_ip: ADDRESS,
  count: NUMBER,
  servers: nested({ ...keywords('name', 'name_aggr', 'namespace'), ip: ADDRESS }),
  rrsets: nested(keywords('name', 'type', 'class', 'rdata')),
};

const L7: Properties = {
  ...keywords('src_namespace', 'dest_namespace', 'dest_service_name', 'method', 'response_code'),
  start_time: SECONDS,
  end_time: SECONDS,
  dest_service_port: PORT,
  count: NUMBER,
};

const AUDIT: Properties = {
  ...keywords('verb', 'level', 'requestURI'),
  stage: TEXT,
  sourceIPs: TEXT,
  requestReceivedTimestamp: DATE,
  objectRef: object(keywords('name', 'namespace', 'resource')),
  user: object(keywords('username')),
  responseStatus: object({ code: NUMBER }),
};

const WAF: Properties = {
  ...keywords('path', 'method', 'host', 'msg'),
  '@timestamp': DATE,
  source: object({ ip: ADDRESS, port_num: PORT }),
  rules: nested({ ...keywords('id', 'severity'), message: TEXT }),
};

/** An index of logs: how the data set is mapped, and which field says when a record was written. */
export interface LogIndex {
  readonly properties: Properties;
  readonly timeField: string;
}

/** The indices that the tests search, by name: a data set, or `flows-3.22` for flow logs before 3.23. */
export const LOG_INDICES: Readonly<Record<string, LogIndex>> = {
  flows: { properties: { ...FLOWS, policies: object(POLICIES) }, timeField: 'end_time' },
  'flows-3.22': { properties: { ...FLOWS, policies: nested(POLICIES) }, timeField: 'end_time' },
  dns: { properties: DNS, timeField: 'end_time' },
  l7: { properties: L7, timeField: 'end_time' },
  audit: { properties: AUDIT, timeField: 'requestReceivedTimestamp' },
  waf: { properties: WAF, timeField: '@timestamp' },
};
