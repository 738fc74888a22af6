import { errorRule, type Finding, type Manifest, type RuleMark, valueAt } from '../../base';
import type { CalicoRelease } from '../../calico';
import { allow, blockPolicy, PASS } from './example';
import { allRulesOf, entitiesOf, isEmpty, type ReadEntity, type ReadRule } from './read-policy';

/** Which part of Calico rejects an object that breaks a rule of Calico's own validation. */
const REJECTED =
  'The API server rejects a policy that breaks this rule. With native v3 CRDs (a preview in 3.23, the default in 3.24), some of these policies are stored and do not work.';

const PROTOCOL = errorRule({
  id: 'network-policy/protocol',
  what: 'A protocol must be TCP, UDP, SCTP, UDPLite, ICMP, ICMPv6, or a number from 1 to 255; an IP version must be 4 or 6.',
  why: REJECTED,
  bad: blockPolicy({ rules: [['action: Pass', 'protocol: HTTP']] }),
  good: blockPolicy({ rules: [['action: Pass', 'protocol: TCP']] }),
});
const PORTS = errorRule({
  id: 'network-policy/ports',
  what: 'Ports must be a list of numbers, ranges such as 8000:8100, and names, in a rule with the protocol TCP, UDP or SCTP.',
  why: REJECTED,
  bad: blockPolicy({ rules: [allow('{ ports: [443] }')] }),
  good: blockPolicy({ rules: [['action: Allow', 'protocol: TCP', 'destination: { ports: [443] }']] }),
});
const ICMP = errorRule({
  id: 'network-policy/icmp',
  what: 'A rule with icmp must have the protocol ICMP or ICMPv6. A type of ICMP is from 0 to 254, and a code, which requires a type, from 0 to 255.',
  why: REJECTED,
  bad: blockPolicy({ rules: [['action: Allow', 'protocol: UDP', 'icmp: { type: 8 }']] }),
  good: blockPolicy({ rules: [['action: Allow', 'protocol: ICMP', 'icmp: { type: 8 }']] }),
});
const HTTP = errorRule({
  id: 'network-policy/http',
  what: 'A rule with http must be an ingress rule with the action Allow, and have the protocol TCP or none.',
  why: REJECTED,
  bad: blockPolicy({ rules: [['action: Allow', 'http: { methods: [GET] }']] }),
  good: blockPolicy({
    fields: ['types: [Ingress, Egress]', 'ingress:', '  - action: Allow', '    http: { methods: [GET] }'],
    rules: [PASS],
  }),
});
const SERVICES = errorRule({
  id: 'network-policy/services',
  what: 'Services must be the destination of an egress rule or the source of an ingress rule, have a name and a namespace, and not be combined with selectors, networks, service accounts or ports.',
  why: REJECTED,
  bad: blockPolicy({ rules: [allow('{ services: { name: shop } }')] }),
  good: blockPolicy({ rules: [allow('{ services: { name: shop, namespace: shop } }')] }),
});

/** In upper case: it is uncertain whether every release rejects names in another case. */
const PROTOCOLS: readonly string[] = ['TCP', 'UDP', 'SCTP', 'UDPLITE', 'ICMP', 'ICMPV6'];
const WITH_PORTS: readonly string[] = ['TCP', 'UDP', 'SCTP', '6', '17', '132'];
const TCP: readonly string[] = ['TCP', '6'];
const IPV4_ICMP: readonly string[] = ['ICMP', '1'];
const IPV6_ICMP: readonly string[] = ['ICMPV6', '58'];
/** From these releases on, the schema compares the protocol of such rules with these values only. */
const EXACT_ICMP: readonly unknown[] = ['ICMP', 'ICMPv6', 1, 58];
const EXACT_ICMP_SINCE = '3.24.0';
const EXACT_TCP: readonly unknown[] = ['TCP', 6];
const EXACT_TCP_SINCE = '3.23.0';
const EXACTLY = ', written exactly like that: the schema of this release has no other form';
const HIGHEST_PROTOCOL = 255;
const HIGHEST_ICMP_TYPE = 254;
const HIGHEST_ICMP_CODE = 255;

/** Checks the conditions of each rule of a policy. */
export function checkRules(policy: Manifest, release: CalicoRelease): Finding[] {
  return allRulesOf(policy).flatMap((rule) => [
    ...checkProtocols(rule),
    ...checkIcmp(rule, release),
    ...checkHttp(rule, release),
    ...entitiesOf(rule).flatMap((entity) => [...checkPorts(entity), ...checkServices(entity)]),
  ]);
}

function checkProtocols(rule: ReadRule): Finding[] {
  const findings = (['protocol', 'notProtocol'] as const).flatMap((field) => {
    const message = 'must be TCP, UDP, SCTP, UDPLite, ICMP, ICMPv6 or a number from 1 to 255';
    return isProtocol(valueAt(rule.data, field)) ? [] : [findingAt(rule, PROTOCOL, field, message)];
  });
  const version = valueAt(rule.data, 'ipVersion') ?? undefined;
  const isVersion = version === undefined || typeof version !== 'number' || version === 4 || version === 6;
  return [
    ...findings,
    ...(isVersion ? [] : [findingAt(rule, PROTOCOL, 'ipVersion', 'must be 4 or 6')]),
    ...checkFamily(rule, version),
  ];
}

function checkFamily(rule: ReadRule, version: unknown): Finding[] {
  const is = (list: readonly string[]) =>
    ['protocol', 'notProtocol'].some((field) => isOneOf(valueAt(rule.data, field), list));
  const only = version === 6 && is(IPV4_ICMP) ? 'ICMP' : version === 4 && is(IPV6_ICMP) ? 'ICMPv6' : undefined;
  const message = `contradicts the protocol ${only}, which has the IP version ${only === 'ICMP' ? 4 : 6} only`;
  return only === undefined ? [] : [findingAt(rule, PROTOCOL, 'ipVersion', message)];
}

/** A number may be quoted. */
function isProtocol(value: unknown): boolean {
  if (value === undefined || value === null) {
    return true;
  }
  const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  return typeof number === 'number'
    ? Number.isInteger(number) && number >= 1 && number <= HIGHEST_PROTOCOL
    : isOneOf(value, PROTOCOLS);
}

function isOneOf(protocol: unknown, list: readonly string[]): boolean {
  return (typeof protocol === 'string' || typeof protocol === 'number') && list.includes(`${protocol}`.toUpperCase());
}

function checkIcmp(rule: ReadRule, release: CalicoRelease): Finding[] {
  const protocol = valueAt(rule.data, 'protocol');
  const hasIcmp = (valueAt(rule.data, 'icmp') ?? undefined) !== undefined;
  const isMeant = isOneOf(protocol, [...IPV4_ICMP, ...IPV6_ICMP]);
  const isIcmp = release._has(EXACT_ICMP_SINCE) ? EXACT_ICMP.includes(protocol) : isMeant;
  const message = `requires protocol: ICMP or protocol: ICMPv6${isMeant ? EXACTLY : ''}`;
  const codes = (['icmp', 'notICMP'] as const).flatMap((field) => {
    const [type, code] = ['type', 'code'].map((name) => valueAt(rule.data, field, name) ?? undefined);
    if (!isUpTo(HIGHEST_ICMP_TYPE, type) || !isUpTo(HIGHEST_ICMP_CODE, code)) {
      return [findingAt(rule, ICMP, field, 'must have a type from 0 to 254, and a code from 0 to 255')];
    }
    const needsType = code !== undefined && type === undefined;
    return needsType ? [findingAt(rule, ICMP, field, 'has a code but no type, which a code requires')] : [];
  });
  return [...(hasIcmp && !isIcmp ? [findingAt(rule, ICMP, 'icmp', message)] : []), ...codes];
}

/** Another check reports what is not a number. */
function isUpTo(highest: number, value: unknown): boolean {
  return typeof value !== 'number' || (value >= 0 && value <= highest);
}

function checkHttp(rule: ReadRule, release: CalicoRelease): Finding[] {
  if ((valueAt(rule.data, 'http') ?? undefined) === undefined) {
    return [];
  }
  const protocol = valueAt(rule.data, 'protocol') ?? undefined;
  const isMeant = isOneOf(protocol, TCP);
  const isTcp = release._has(EXACT_TCP_SINCE) ? EXACT_TCP.includes(protocol) : isMeant;
  const problems = [
    rule.direction === 'Egress' ? 'is available in ingress rules only' : undefined,
    rule.action === 'Allow' ? undefined : 'requires the action Allow',
    protocol === undefined || isTcp ? undefined : `requires the protocol TCP, or none${isMeant ? EXACTLY : ''}`,
  ];
  return problems.flatMap((message) => (message === undefined ? [] : [findingAt(rule, HTTP, 'http', message)]));
}

function checkPorts({ rule, keys, data }: ReadEntity): Finding[] {
  const hasProtocol = isOneOf(valueAt(rule.data, 'protocol'), WITH_PORTS);
  return ['ports', 'notPorts'].flatMap((field) => {
    const value = valueAt(data, field) ?? [];
    const at = [...keys, field];
    if (!Array.isArray(value)) {
      return [{ ...PORTS, keys: at, value, message: 'must be a list; start each port with a dash' }];
    }
    const needed = 'requires the protocol TCP, UDP or SCTP in the rule; add it';
    const missing = value.length === 0 || hasProtocol ? [] : [{ ...PORTS, keys: at, message: needed }];
    const message = 'is not a valid port: a number from 0 to 65535, a range such as 8000:8100, or a name';
    const wrong = [...value.entries()].filter(([, port]) => !isPort(port));
    return [...missing, ...wrong.map(([index, port]) => ({ ...PORTS, keys: [...at, index], value: port, message }))];
  });
}

const HIGHEST_PORT = 65_535;
const PORT_NAME = /^[a-zA-Z0-9_.-]{1,128}$/;
const PORT_RANGE = /^(\d{1,5}):(\d{1,5})$/;

function isPort(value: unknown): boolean {
  if (typeof value === 'number') {
    return Number.isInteger(value) && value >= 0 && value <= HIGHEST_PORT;
  }
  if (typeof value !== 'string') {
    return false;
  }
  const [, first, last] = PORT_RANGE.exec(value) ?? [];
  if (first !== undefined && last !== undefined) {
    return Number(first) <= Number(last) && Number(last) <= HIGHEST_PORT;
  }
  return /^\d+$/.test(value) ? Number(value) <= HIGHEST_PORT : PORT_NAME.test(value);
}

/** What cannot be combined with services, and only at one end with ports. */
const EXCLUDED = ['selector', 'notSelector', 'namespaceSelector', 'serviceAccounts', 'nets', 'notNets'];
const EXCLUDED_PORTS = ['ports', 'notPorts'];

function checkServices({ rule, side, keys, data }: ReadEntity): Finding[] {
  const services = valueAt(data, 'services') ?? undefined;
  if (services === undefined) {
    return [];
  }
  const at = [...keys, 'services'];
  const excluded = [...EXCLUDED, ...(side === 'destination' ? EXCLUDED_PORTS : [])];
  const beside = excluded.filter((field) => !isEmpty(valueAt(data, field)));
  const isRemote = side === (rule.direction === 'Egress' ? 'destination' : 'source');
  const missing = ['name', 'namespace'].filter((field) => isEmpty(valueAt(services, field)));
  return [
    ...(isRemote ? [] : [`is allowed as the destination of egress rules and the source of ingress rules only`]),
    ...(beside.length === 0 ? [] : [`cannot be combined with ${beside.join(', ')}; remove one of them`]),
    ...(missing.length === 0 ? [] : [`must have a ${missing.join(' and a ')}, since the policy is cluster-scoped`]),
  ].map((message) => ({ ...SERVICES, keys: at, message }));
}

function findingAt({ keys, data }: ReadRule, rule: RuleMark, field: string, message: string): Finding {
  const value = valueAt(data, field);
  return { ...rule, keys: [...keys, field], ...(typeof value === 'object' ? {} : { value }), message };
}

/** The rules that this file checks. */
export const RULE_CHECKS_RULES = [PROTOCOL, PORTS, ICMP, HTTP, SERVICES] as const;
