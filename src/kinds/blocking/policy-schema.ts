import { CALICO_GROUP, type History, OLDEST } from '../../calico';
import { always, type FieldSchema, type MapSchema, type ObjectType, objectSchema } from '../../kind';
import { HAS_DEFAULT_ACTION } from './policy-manifest';

/** From here on, CRDs list the values of fields. */
const LISTS_VALUES: History<boolean> = [
  [OLDEST, false],
  ['3.23.0', true],
];

/** From here on, the schema limits the size of strings and lists. */
const most = (limit: number): History<number> => [['3.24.0', limit]];

const SELECTOR: FieldSchema = { type: 'string', maxLength: most(1024) };
const NETS: FieldSchema = { type: 'strings', maxItems: most(256) };
const PORTS: FieldSchema = { type: 'any', maxItems: most(50) };

const SERVICE_ACCOUNTS: MapSchema = {
  title: 'serviceAccounts',
  fields: { names: { type: 'strings' }, selector: { type: 'string' } },
};

const SERVICES: MapSchema = {
  title: 'services',
  fields: {
    name: { type: 'string', maxLength: most(253) },
    namespace: { type: 'string', maxLength: most(253) },
  },
};

/** One end of the traffic. */
// biome-ignore format: a table is read by its columns
const ENTITY: MapSchema = {
  title: 'the source or destination of a rule',
  fields: {
    selector:          SELECTOR,
    notSelector:       SELECTOR,
    namespaceSelector: SELECTOR,
    nets:              NETS,
    notNets:           NETS,
    domains:           { type: 'strings' },
    ports:             PORTS,
    notPorts:          PORTS,
    serviceAccounts:   { type: 'map', of: SERVICE_ACCOUNTS },
    services:          { type: 'map', of: SERVICES },
  },
};

const ICMP: MapSchema = { title: 'icmp', fields: { type: { type: 'integer' }, code: { type: 'integer' } } };

const FIRST_HTTP_LIMIT: History<number> = [['3.23.0', 20]];
const PATH: FieldSchema = { type: 'string', maxLength: [['3.23.0', 1024]] };

const HTTP: MapSchema = {
  title: 'http',
  fields: {
    methods: { type: 'strings', maxItems: FIRST_HTTP_LIMIT },
    paths: { type: 'maps', maxItems: FIRST_HTTP_LIMIT, of: { title: 'a path', fields: { exact: PATH, prefix: PATH } } },
    headers: {
      type: 'maps',
      isIn: [
        [OLDEST, false],
        ['3.22.0', true],
      ],
      of: {
        title: 'a header',
        fields: { header: { type: 'string' }, operator: { type: 'string' }, values: { type: 'strings' } },
        required: ['header', 'operator', 'values'],
      },
    },
  },
};

// biome-ignore format: a table is read by its columns
const RULE: MapSchema = {
  title: 'a rule',
  fields: {
    action:      { type: 'string', values: always(['Allow', 'Deny', 'Log', 'Pass']), refusesEmpty: [[OLDEST, true]] },
    protocol:    { type: 'any' },
    notProtocol: { type: 'any' },
    ipVersion:   { type: 'integer' },
    icmp:        { type: 'map', of: ICMP },
    notICMP:     { type: 'map', of: ICMP },
    source:      { type: 'map', of: ENTITY },
    destination: { type: 'map', of: ENTITY },
    http:        { type: 'map', of: HTTP },
    metadata:    { type: 'map', of: { title: 'the metadata of a rule', fields: { annotations: { type: 'string map' } } } },
  },
  required: ['action'],
};

const RULES: FieldSchema = { type: 'maps', of: RULE, maxItems: most(1024) };

/** The spec of a policy. */
// biome-ignore format: a table is read by its columns
const POLICY: MapSchema['fields'] = {
  tier:                   { type: 'string' },
  order:                  { type: 'number' },
  selector:               SELECTOR,
  namespaceSelector:      SELECTOR,
  serviceAccountSelector: SELECTOR,
  types:                  { type: 'strings' },
  ingress:                RULES,
  egress:                 RULES,
  doNotTrack:             { type: 'boolean' },
  preDNAT:                { type: 'boolean' },
  applyOnForward:         { type: 'boolean' },
  performanceHints:       { type: 'strings', isIn: [[OLDEST, false], ['3.19.0', true]] },
};

/** Whether a staged policy would be added, removed, or is only a note. */
const STAGED_ACTION: FieldSchema = {
  type: 'string',
  values: always(['Set', 'Delete', 'Learn', 'Ignore']),
  refusesEmpty: LISTS_VALUES,
};

/** The spec of a network set. */
const NETWORK_SET: MapSchema['fields'] = { nets: { type: 'strings' }, allowedEgressDomains: { type: 'strings' } };

/** The spec of a tier. */
const TIER: MapSchema['fields'] = {
  order: { type: 'number' },
  defaultAction: {
    type: 'string',
    isIn: HAS_DEFAULT_ACTION,
    values: always(['Pass', 'Deny']),
    refusesEmpty: HAS_DEFAULT_ACTION,
  },
};

function typeOf(
  kind: string,
  plural: string,
  fields: MapSchema['fields'],
  besideSpec: MapSchema['fields'] = {},
): ObjectType {
  const { object, spec } = objectSchema(`a ${kind}`, { title: `a ${kind}`, fields });
  const schema = { object: { ...object, fields: { ...object.fields, ...besideSpec } }, spec };
  return { group: CALICO_GROUP, kind, plural, isNamespaced: false, schema };
}

/** Policies of the whole cluster. */
const GLOBAL_POLICY_TYPES: readonly ObjectType[] = [
  typeOf('GlobalNetworkPolicy', 'globalnetworkpolicies', POLICY),
  typeOf('StagedGlobalNetworkPolicy', 'stagedglobalnetworkpolicies', { stagedAction: STAGED_ACTION, ...POLICY }),
];

const NETWORK_SET_TYPE: ObjectType = typeOf('GlobalNetworkSet', 'globalnetworksets', NETWORK_SET);

/** What Calico reports about a tier. */
const TIER_STATUS: FieldSchema = { type: 'any', isIn: LISTS_VALUES };

const TIER_TYPE: ObjectType = typeOf('Tier', 'tiers', TIER, { status: TIER_STATUS });

/** The types of this folder. */
export const BLOCKING_TYPES: readonly ObjectType[] = [...GLOBAL_POLICY_TYPES, NETWORK_SET_TYPE, TIER_TYPE];
