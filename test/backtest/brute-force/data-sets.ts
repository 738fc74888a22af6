import fc from 'fast-check';

const NAMES = ['a', 'b', 'ab', 'A', 'ü"\\', '10', '\u{1f600}', '\ufffd'] as const;
const NAME = fc.constantFrom<string>(...NAMES);
const NUMBER = fc.constantFrom(0, 1, 5, 80, 443, 1_000_000);
const ADDRESS = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.1.0', '192.168.1.1', 'fe80::1', '::1', '2001:db8::10');
const LABEL = fc.constantFrom('app=web', 'app=db', 'team=a');

/** A value, several of them, null or none. */
function loose(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 8, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.array(fc.oneof(value, fc.constant(null)), { maxLength: 3 }) },
  );
}

const LOOSE_NUMBER = loose(
  fc.oneof(
    { weight: 8, arbitrary: NUMBER },
    { weight: 1, arbitrary: fc.constantFrom<unknown>('7', '7.9', 7.5, -3, '-0.5', 'many') },
  ),
);
const LOOSE_ADDRESS = loose(
  fc.oneof({ weight: 12, arbitrary: ADDRESS }, { weight: 1, arbitrary: fc.constant('10.0.0.256') }),
);
const LOOSE_NAME = loose(
  fc.oneof(
    { weight: 12, arbitrary: NAME },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(true, 10) },
    { weight: 1, arbitrary: fc.constant({ a: 'b' }) },
  ),
);
const LABELS = loose(fc.record({ labels: loose(LABEL) }, { requiredKeys: [] }));

export interface DataSet {
  readonly fields: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** The fields of groups, and those that cannot make any. */
  readonly groups: readonly string[];
  readonly numbers: readonly string[];
  readonly conditions: fc.Arbitrary<string>;
}

const OPERATOR = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const EQUALITY = fc.constantFrom('=', '!=');
const MEMBERSHIP = fc.constantFrom('IN', 'NOTIN');
const PATTERN = fc.constantFrom('a', 'a*', '*b', '?', '*', '1?', 'A', 'ü*');

const quoted = (text: string) => JSON.stringify(text);
const comparison = (keys: readonly string[], operator: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom(...keys), operator, value).map(([key, sign, text]) => `${quoted(key)} ${sign} ${text}`);
const membership = (keys: readonly string[], member: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom(...keys), MEMBERSHIP, fc.array(member, { minLength: 1, maxLength: 3 }))
    .map(([key, sign, members]) => `${quoted(key)} ${sign} {${members.map(quoted).join(', ')}}`);
const strings = (keys: readonly string[], value: fc.Arbitrary<string> = NAME) =>
  fc.oneof(comparison(keys, OPERATOR, value.map(quoted)), membership(keys, fc.oneof(value, PATTERN)));
const numbers = (keys: readonly string[]) =>
  comparison(keys, OPERATOR, fc.oneof(NUMBER.map(String), fc.constantFrom('"7"', '"-3"', '"80.0"', '7.5')));
const addresses = (keys: readonly string[]) =>
  fc.oneof(
    comparison(keys, OPERATOR, ADDRESS.map(quoted)),
    comparison(keys, EQUALITY, fc.constantFrom('"10.0.0.0/24"', '"0.0.0.0/0"', '"fe80::/10"', '"0.0.0.0"')),
  );

const FLOWS: DataSet = {
  fields: {
    source_namespace: LOOSE_NAME,
    source_name_aggr: LOOSE_NAME,
    dest_name_aggr: NAME,
    action: fc.constantFrom('allow', 'deny'),
    reporter: fc.constantFrom('src', 'dst'),
    source_ip: LOOSE_ADDRESS,
    dest_port: LOOSE_NUMBER,
    bytes_in: LOOSE_NUMBER,
    source_labels: LABELS,
  },
  groups: ['source_namespace', 'source_name_aggr', 'action', 'source_ip', 'dest_port', 'bytes_in'],
  numbers: ['bytes_in', 'dest_port'],
  conditions: fc.oneof(
    strings(['source_namespace', 'source_name_aggr', 'dest_name_aggr']),
    comparison(['action'], EQUALITY, fc.constantFrom('allow', 'deny')),
    numbers(['bytes_in', 'dest_port']),
    addresses(['source_ip']),
    strings(['source_labels.labels'], LABEL),
  ),
};

const DNS: DataSet = {
  fields: {
    client_namespace: LOOSE_NAME,
    client_name_aggr: NAME,
    qname: fc.constantFrom('a.example', 'A.Example', 'b.example'),
    rcode: fc.constantFrom('NoError', 'NXDomain', 'NXDOMAIN'),
    count: LOOSE_NUMBER,
    client_ip: LOOSE_ADDRESS,
    rrsets: loose(
      fc.record({ name: loose(NAME), type: fc.constantFrom('A', 'aaaa'), rdata: loose(NAME) }, { requiredKeys: [] }),
    ),
    servers: loose(fc.record({ name: NAME, ip: loose(ADDRESS) }, { requiredKeys: [] })),
  },
  groups: ['client_namespace', 'client_name_aggr', 'qname', 'rcode', 'client_ip'],
  numbers: ['count'],
  conditions: fc.oneof(
    strings(['client_namespace', 'client_name_aggr']),
    strings(['qname'], fc.constantFrom('a.example', 'A.EXAMPLE', 'B*')),
    strings(['rcode'], fc.constantFrom('NoError', 'nxdomain')),
    numbers(['count']),
    addresses(['client_ip', 'servers.ip']),
    strings(['rrsets.name', 'rrsets.type', 'rrsets.rdata', 'servers.name']),
  ),
};

const L7: DataSet = {
  fields: {
    src_namespace: LOOSE_NAME,
    dest_namespace: NAME,
    url: loose(fc.constantFrom('shop/a', 'shop/b?x=1', '*')),
    method: fc.constantFrom('GET', 'POST'),
    duration_mean: LOOSE_NUMBER,
    dest_port_num: LOOSE_NUMBER,
    response_code: fc.constantFrom('200', '404', 500),
  },
  groups: ['src_namespace', 'url', 'method', 'dest_port_num', 'response_code'],
  numbers: ['duration_mean'],
  conditions: fc.oneof(
    strings(['src_namespace', 'dest_namespace']),
    strings(['url'], fc.constantFrom('shop/a', 'shop/*', '*')),
    strings(['response_code'], fc.constantFrom('200', '404', '500', '4*')),
    numbers(['duration_mean', 'dest_port_num']),
  ),
};

const AUDIT: DataSet = {
  fields: {
    verb: fc.constantFrom('get', 'delete', 'create'),
    user: loose(fc.record({ username: loose(NAME), groups: loose(NAME) }, { requiredKeys: [] })),
    objectRef: fc.record({ resource: NAME, namespace: loose(NAME), name: NAME }, { requiredKeys: [] }),
    responseStatus: fc.record({ code: LOOSE_NUMBER }, { requiredKeys: [] }),
  },
  groups: ['verb', 'user.username', 'user.groups', 'objectRef.namespace', 'responseStatus.code'],
  numbers: ['responseStatus.code'],
  conditions: fc.oneof(
    comparison(['verb'], EQUALITY, fc.constantFrom('get', 'delete')),
    strings(['user.username', 'user.groups', 'objectRef.namespace', 'objectRef.resource']),
    numbers(['responseStatus.code']),
  ),
};

/** The data sets, their fields, and what can be asked about them. */
export const DATA_SETS = { flows: FLOWS, dns: DNS, l7: L7, audit: AUDIT } as const;
