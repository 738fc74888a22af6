type Row = Readonly<Record<string, unknown>>;

/** When all rows were written. */
export const WRITTEN = '2026-01-31T12:00:00Z';
const SECONDS = Date.parse(WRITTEN) / 1_000;

/** An allowed flow at the default aggregation: without names of pods, addresses, and the source's port. */
const SSH: Row = {
  start_time: SECONDS - 300,
  end_time: SECONDS,
  action: 'allow',
  reporter: 'src',
  proto: 'tcp',
  source_type: 'wep',
  source_name: '-',
  source_name_aggr: 'web-7d9f-*',
  source_namespace: 'team-red',
  source_ip: null,
  source_port: null,
  dest_type: 'wep',
  dest_name: '-',
  dest_name_aggr: 'vault-*',
  dest_namespace: 'vault',
  dest_ip: null,
  dest_port: 22,
  bytes_in: 300,
  num_flows: 1,
  policies: { all_policies: ['0|default|vault/default.allow-ssh|allow|0'] },
};

/** Between single pods, as denied flows are kept. */
const DENIED: Row = {
  ...SSH,
  action: 'deny',
  source_name: 'web-7d9f-abcde',
  source_ip: '10.1.2.3',
  dest_name: 'vault-0',
  dest_ip: '10.4.5.6',
  dest_port: 443,
  policies: { all_policies: ['0|calico-system|calico-system.kube-dns|deny|0'] },
};

const labelled = (label: string) => ({ source_labels: { labels: [label, 'tier=front'] } });

/** More rows of one namespace than Elasticsearch counts hits. */
export const MANY = 10_050;

const FLOWS: readonly Row[] = [
  ...Array.from({ length: MANY }, () => SSH),
  ...['n0', 'n7'].map((source_namespace) => ({ ...SSH, source_namespace, dest_port: 8080 })),
  ...['app=web', 'app=db'].map((label) => ({
    ...SSH,
    ...labelled(label),
    source_namespace: 'labels',
    dest_port: 8080,
  })),
  { ...SSH, source_namespace: 'labels', dest_port: 2222 },
  DENIED,
];

const LOOKUP: Row = {
  start_time: '2026-01-31T11:55:00.000000000Z',
  end_time: `2026-01-31T12:00:00.000000000Z`,
  count: 3,
  client_name: '-',
  client_name_aggr: 'shop-*',
  client_namespace: 'shop',
  client_ip: null,
  client_labels: { app: 'shop' },
  servers: [{ name: 'coredns-abcde', name_aggr: 'coredns-*', namespace: 'kube-system', ip: '10.0.0.10' }],
  qname: 'payments.example.com',
  qtype: 'A',
  rcode: 'NoError',
  rrsets: [{ name: 'payments.example.com', class: 'IN', type: 'A', rdata: ['203.0.113.7'] }],
};

const DNS: readonly Row[] = [
  LOOKUP,
  { ...LOOKUP, client_namespace: 'bare', rcode: 'NXDomain', servers: null, rrsets: null },
];

const L7: readonly Row[] = [
  {
    start_time: SECONDS - 300,
    end_time: SECONDS,
    src_namespace: 'shop',
    dest_namespace: 'shop',
    dest_service_name: 'cart',
    dest_service_port: 8080,
    method: 'GET',
    response_code: '200',
    count: 4,
  },
];

const REQUEST: Row = {
  requestReceivedTimestamp: WRITTEN,
  stage: 'ResponseComplete',
  level: 'Metadata',
  verb: 'delete',
  sourceIPs: ['192.168.99.1'],
  user: { username: 'admin' },
  objectRef: { resource: 'configmaps', namespace: 'dev', name: 'settings' },
  responseStatus: { code: 200 },
};

const AUDIT: readonly Row[] = [
  REQUEST,
  { ...REQUEST, sourceIPs: ['2001:db8::1'], objectRef: { resource: 'globalnetworkpolicies', name: 'default.deny' } },
  {
    ...REQUEST,
    verb: 'create',
    user: { username: 'system:serviceaccount:kube-system:replicaset-controller' },
    objectRef: { resource: 'pods', namespace: 'dev' },
  },
];

const WAF: readonly Row[] = [
  {
    '@timestamp': WRITTEN,
    path: '/login',
    method: 'POST',
    host: 'worker-1',
    node: 'worker-1',
    msg: 'SQL injection',
    source: { ip: '10.1.2.3', port_num: 40_000 },
    rules: [{ id: '942100', severity: 'critical', message: 'SQL injection attack' }],
  },
];

/** The rows of each index. */
export const LOG_ROWS: Readonly<Record<string, readonly Row[]>> = {
  flows: FLOWS,
  'flows-3.22': [DENIED, { ...SSH, source_namespace: 'n7' }],
  dns: DNS,
  l7: L7,
  audit: AUDIT,
  waf: WAF,
};
