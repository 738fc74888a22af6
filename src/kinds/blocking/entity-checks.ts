import { isIP } from 'node:net';
import { errorRule, type Finding, type Keys, type Manifest, valueAt } from '../../base';
import { addressOf } from '../../evaluation';
import { domainProblem } from './domain-names';
import { allow, blockPolicy, deny, PASS } from './example';
import { allRulesOf, entitiesOf, isEmpty, type ReadEntity, selectorAt } from './read-policy';

const GLOBAL = errorRule({
  id: 'network-policy/global-place',
  what: 'The selector global() must be the whole namespaceSelector of the source or destination of a rule.',
  why: 'Otherwise, the API server rejects the policy: nothing else can be limited to objects outside of namespaces.',
  bad: blockPolicy({ rules: [allow('{ selector: "has(app) && global()" }')] }),
  good: blockPolicy({ rules: [allow('{ selector: has(app), namespaceSelector: global() }')] }),
});
const DOMAINS = errorRule({
  id: 'block-policy/domains-denied',
  what: 'Domains must be in the destination of an egress rule with the action Allow, without selectors and networks.',
  why: 'Calico learns the addresses of a domain from DNS answers, and can allow them but not deny them. A rule that denies domains is rejected, or denies nothing.',
  bad: blockPolicy({ rules: [deny('{ domains: [bad.example.com] }'), PASS] }),
  good: blockPolicy({ rules: [allow('{ domains: [good.example.com] }')] }),
});
const DOMAIN_NAMES = errorRule({
  id: 'network-policy/domains',
  what: 'The domains of a rule must be domain names, in which one part other than the last can be an asterisk.',
  why: 'Otherwise, the API server rejects the policy. With native v3 CRDs (a preview in 3.23, the default in 3.24), it is stored, and the entry matches nothing.',
  bad: blockPolicy({ rules: [allow('{ domains: ["https://good.example.com"] }')] }),
  good: blockPolicy({ rules: [allow('{ domains: [good.example.com] }')] }),
});
const NETS = errorRule({
  id: 'network-policy/nets',
  what: 'The networks of a rule must be CIDR blocks of one IP version, without bits after the prefix.',
  why: 'Otherwise, the API server rejects the policy. With native v3 CRDs (a preview in 3.23, the default in 3.24), it is stored, and the rule does not work.',
  bad: blockPolicy({ rules: [deny('{ nets: [192.0.2.1] }'), PASS] }),
  good: blockPolicy({ rules: [deny('{ nets: [192.0.2.1/32] }'), PASS] }),
});

/** Checks the selectors, networks and domains of a policy. */
export function checkEntities(policy: Manifest): Finding[] {
  const own = ['selector', 'namespaceSelector', 'serviceAccountSelector'].flatMap((field) =>
    checkNotGlobal(valueAt(policy, 'spec'), ['spec'], field),
  );
  const rules = allRulesOf(policy).map((rule) => entitiesOf(rule));
  return [
    ...own,
    ...rules.flatMap((entities) => [
      ...entities.flatMap((entity) => [...checkGlobal(entity), ...checkDomains(entity)]),
      ...checkNets(entities),
    ]),
  ];
}

function checkGlobal(entity: ReadEntity): Finding[] {
  const { keys, data } = entity;
  const value = valueAt(data, 'namespaceSelector');
  const isCombined =
    typeof value === 'string' && value.includes('global(') && selectorAt(data, 'namespaceSelector')?.kind !== 'global';
  const message = 'cannot combine global() with anything else; use two rules';
  return [
    ...checkNotGlobal(data, keys, 'selector'),
    ...(isCombined ? [{ ...GLOBAL, keys: [...keys, 'namespaceSelector'], value, message }] : []),
  ];
}

function checkNotGlobal(data: unknown, keys: Keys, field: string): Finding[] {
  const value = valueAt(data, field);
  const message =
    'must not contain global(), which is only allowed as the namespaceSelector of the source or destination of a rule';
  return typeof value === 'string' && value.includes('global(')
    ? [{ ...GLOBAL, keys: [...keys, field], value, message }]
    : [];
}

function checkDomains({ rule, side, keys, data }: ReadEntity): Finding[] {
  if (isEmpty(valueAt(data, 'domains'))) {
    return [];
  }
  const finding = { ...DOMAINS, keys: [...keys, 'domains'] };
  if (rule.direction !== 'Egress' || side !== 'destination' || rule.action !== 'Allow') {
    const message =
      'is allowed in the destination of an egress rule with the action Allow only, because Calico cannot deny domain names; to block, use addresses';
    return [{ ...finding, message }];
  }
  const beside = ['selector', 'nets'].filter((field) => !isEmpty(valueAt(data, field)));
  const message = `cannot be combined with ${beside.join(' and ')}; use two rules`;
  return [...(beside.length === 0 ? [] : [{ ...finding, message }]), ...checkDomainNames(data, keys)];
}

function checkDomainNames(data: unknown, keys: Keys): Finding[] {
  const domains = valueAt(data, 'domains');
  return (Array.isArray(domains) ? domains : []).flatMap((value: unknown, index) => {
    const message = typeof value === 'string' ? domainProblem(value) : undefined;
    return message === undefined ? [] : [{ ...DOMAIN_NAMES, keys: [...keys, 'domains', index], value, message }];
  });
}

/** Networks of both ends, which must have the same IP version. */
function checkNets(entities: readonly ReadEntity[]): Finding[] {
  const version: unknown = valueAt(entities[0]?.rule.data, 'ipVersion');
  let family = version === 4 || version === 6 ? version : undefined;
  const findings: Finding[] = [];
  for (const [keys, value] of entities.flatMap(netsOf)) {
    const problem = netProblem(value);
    const own = isIP(value.split('/')[0] ?? '');
    const message =
      problem ?? `is not of IP version ${family}, like the rest of the rule; use one rule for each version`;
    if (problem !== undefined || (family !== undefined && own !== family)) {
      findings.push({ ...NETS, keys, value, message });
    }
    family ??= problem === undefined ? (own as 4 | 6) : undefined;
  }
  return findings;
}

function netsOf({ keys, data }: ReadEntity): [keys: Keys, value: string][] {
  return ['nets', 'notNets'].flatMap((field) => {
    const nets = valueAt(data, field);
    return (Array.isArray(nets) ? nets : []).flatMap((value: unknown, index): [Keys, string][] =>
      typeof value === 'string' ? [[[...keys, field, index], value]] : [],
    );
  });
}

/** Why the API server rejects a network of a rule. */
function netProblem(text: string): string | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const number = addressOf(address);
  const bits = isIP(address) === 4 ? 32 : 128;
  const isPrefix = length !== undefined && rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= bits;
  if (number === undefined || address.includes('%')) {
    return 'is not a CIDR block, such as 192.0.2.0/24';
  }
  if (!isPrefix) {
    return length === undefined
      ? `must have a prefix length, even for one address; write ${address}/${bits}`
      : `has a prefix length that is not a number from 0 to ${bits}`;
  }
  const size = 1n << BigInt(bits - Number(length));
  return BigInt(number) % size === 0n ? undefined : `has bits after its prefix of ${length} bits; set them to zero`;
}

/** The rules that this file checks. */
export const ENTITY_CHECKS_RULES = [GLOBAL, DOMAINS, DOMAIN_NAMES, NETS] as const;
