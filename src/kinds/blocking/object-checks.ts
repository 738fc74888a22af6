import { isIP } from 'node:net';
import { errorRule, type Finding, type Manifest, ownValue, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { dnsLabelProblem, subdomainProblem } from '../../kubernetes';
import { POD_NAMESPACE_LABEL } from '../../query';
import { domainProblem } from './domain-names';
import { blockPolicy, networkSet, tier } from './example';

const POLICY_NAME = errorRule({
  id: 'network-policy/name',
  what: 'The name of a GlobalNetworkPolicy must be an RFC 1123 label, or two with a dot between them.',
  why: "The first label is the name of the tier. Calico's API server rejects any other name.",
  bad: blockPolicy({ name: 'threat-feeds.block.feeds' }),
  good: blockPolicy(),
});
const HOST_POLICY = errorRule({
  id: 'network-policy/host-options',
  what: 'A policy with preDNAT or doNotTrack must have applyOnForward: true and only one of these two options and, with preDNAT, no egress rules.',
  why: 'Otherwise, the API server rejects the policy.',
  bad: blockPolicy({ selector: "role == 'edge'", fields: ['types: [Egress]', 'doNotTrack: true'] }),
  good: blockPolicy({
    selector: "role == 'edge'",
    fields: ['types: [Egress]', 'doNotTrack: true', 'applyOnForward: true'],
  }),
});
const STAGED_DELETE = errorRule({
  id: 'network-policy/staged-delete',
  what: 'A staged policy with stagedAction Delete must have no fields other than its tier.',
  why: 'It only names the policy that would be removed, so the API server rejects other fields.',
  bad: blockPolicy({ kind: 'StagedGlobalNetworkPolicy', fields: ['stagedAction: Delete'] }),
  good: blockPolicy({ kind: 'StagedGlobalNetworkPolicy', fields: ['stagedAction: Set'] }),
});
const TIER_NAME = errorRule({
  id: 'tier/name',
  what: 'The name of a tier must be an RFC 1123 label.',
  why: 'It is part of the names of policies, and the API server rejects any other name.',
  bad: tier(undefined, 'threat.feeds'),
  good: tier(),
});
const BUILT_IN = errorRule({
  id: 'tier/built-in',
  what: 'The tiers that Calico creates must keep their order and their default action.',
  why: 'The API server rejects any other default action from 3.23 on, and any other order from 3.24 on.',
  bad: tier(['order: 1000000', 'defaultAction: Pass'], 'default'),
  good: tier(['order: 1000000', 'defaultAction: Deny'], 'default'),
});
const NETWORK_SET_LABEL = errorRule({
  id: 'network-set/label',
  what: 'A GlobalNetworkSet must not have the label projectcalico.org/namespace.',
  why: 'Calico uses the label for objects in a namespace, so the API server rejects the object.',
  bad: networkSet(['nets: [192.0.2.0/24]'], '{ projectcalico.org/namespace: shop }'),
  good: networkSet(['nets: [192.0.2.0/24]']),
});
const NETWORK_SET_NETS = errorRule({
  id: 'network-set/nets',
  what: 'The networks of a GlobalNetworkSet must be addresses or CIDR blocks.',
  why: 'Otherwise, the API server rejects the object. With native v3 CRDs (a preview in 3.23, the default in 3.24), it is stored, and the entry is ignored.',
  bad: networkSet(['nets: [bad.example.com]']),
  good: networkSet(['nets: [192.0.2.0/24]']),
});
const NETWORK_SET_DOMAINS = errorRule({
  id: 'network-set/domains',
  what: 'The domains of a GlobalNetworkSet must be domain names, in which one part other than the last can be an asterisk.',
  why: 'Otherwise, the API server rejects the object. With native v3 CRDs (a preview in 3.23, the default in 3.24), it is stored, and the entry matches nothing.',
  bad: networkSet(['allowedEgressDomains: ["https://api.example.com"]']),
  good: networkSet(['allowedEgressDomains: [api.example.com, "*.example.org"]']),
});

/** Tiers whose order and default action are fixed. */
const FIXED: Readonly<Record<string, { readonly order: number; readonly defaultAction: string }>> = {
  default: { order: 1_000_000, defaultAction: 'Deny' },
  'kube-admin': { order: 1_000, defaultAction: 'Pass' },
  'kube-baseline': { order: 10_000_000, defaultAction: 'Pass' },
};
const FIXED_ACTION_SINCE = '3.23.0';
const FIXED_ORDER_SINCE = '3.24.0';

/** Checks the name of a policy, and the fields that depend on one another. */
export function checkPolicyObject(policy: Manifest): Finding[] {
  return [...checkPolicyName(policy), ...checkHostOptions(policy), ...checkStagedDelete(policy)];
}

/** A name that is no RFC 1123 subdomain is an error of any object. */
function checkPolicyName(policy: Manifest): Finding[] {
  const value = valueAt(policy, 'metadata', 'name');
  if (typeof value !== 'string' || subdomainProblem(value) !== undefined || value.split('.').length <= 2) {
    return [];
  }
  const message = 'must contain at most one dot, after the name of the tier, or Calico rejects the policy';
  return CALICOS_OWN_NAME.test(value) ? [] : [{ ...POLICY_NAME, keys: ['metadata', 'name'], value, message }];
}

/** Names that Calico generates for policies of Kubernetes. */
const CALICOS_OWN_NAME = /^kcnp\.kube-(admin|baseline)\./;

function checkHostOptions(policy: Manifest): Finding[] {
  const [preDNAT, doNotTrack, applyOnForward] = ['preDNAT', 'doNotTrack', 'applyOnForward'].map(
    (field) => valueAt(policy, 'spec', field) === true,
  );
  const types = valueAt(policy, 'spec', 'types');
  const egress = valueAt(policy, 'spec', 'egress');
  const hasEgress = (Array.isArray(egress) && egress.length > 0) || (Array.isArray(types) && types.includes('Egress'));
  const problems = [
    preDNAT && doNotTrack ? 'cannot be combined with doNotTrack' : undefined,
    preDNAT && hasEgress ? 'cannot be combined with egress rules, or the type Egress' : undefined,
    (preDNAT || doNotTrack) && !applyOnForward ? 'requires applyOnForward: true' : undefined,
  ];
  const keys = ['spec', preDNAT ? 'preDNAT' : 'doNotTrack'];
  return problems.flatMap((message) => (message === undefined ? [] : [{ ...HOST_POLICY, keys, value: true, message }]));
}

function checkStagedDelete(policy: Manifest): Finding[] {
  const isDelete = valueAt(policy, 'spec', 'stagedAction') === 'Delete';
  const spec = valueAt(policy, 'spec');
  const others = isDelete ? Object.keys(Object(spec)).filter((field) => !['stagedAction', 'tier'].includes(field)) : [];
  const message = `only names the policy to remove, so the API server rejects other fields; remove ${others.join(', ')}`;
  return others.length === 0 ? [] : [{ ...STAGED_DELETE, keys: ['spec', 'stagedAction'], value: 'Delete', message }];
}

/** Checks the name of a tier, and that one of Calico's own keeps its fields. */
export function checkTierObject(object: Manifest, { release }: ClusterKind): Finding[] {
  const name = valueAt(object, 'metadata', 'name');
  if (typeof name !== 'string' || subdomainProblem(name) !== undefined) {
    return [];
  }
  const problem = dnsLabelProblem(name);
  if (problem !== undefined) {
    return [{ ...TIER_NAME, keys: ['metadata', 'name'], value: name, message: problem }];
  }
  const fixed = ownValue(FIXED, name);
  if (fixed === undefined) {
    return [];
  }
  const checks = [
    ['defaultAction', FIXED_ACTION_SINCE],
    ['order', FIXED_ORDER_SINCE],
  ] as const;
  return checks.flatMap(([field, since]) => {
    // The schema sets Deny if there is no default action.
    const value = valueAt(object, 'spec', field) ?? (field === 'defaultAction' ? 'Deny' : undefined);
    const message = `must be ${fixed[field]} in the tier ${name}, which Calico creates`;
    return value === fixed[field] || !release._has(since)
      ? []
      : [{ ...BUILT_IN, keys: ['spec', field], value, message }];
  });
}

/** Checks the labels and networks of a GlobalNetworkSet. */
export function checkNetworkSetObject(object: Manifest): Finding[] {
  const nets = valueAt(object, 'spec', 'nets');
  const label = valueAt(object, 'metadata', 'labels', POD_NAMESPACE_LABEL);
  const message = 'is a label that Calico uses for objects in a namespace; use another label';
  return [
    ...(label === undefined
      ? []
      : [{ ...NETWORK_SET_LABEL, keys: ['metadata', 'labels', POD_NAMESPACE_LABEL], message }]),
    ...(Array.isArray(nets) ? nets : []).flatMap((value: unknown, index) => {
      const problem = 'is not an address or a CIDR block, such as 192.0.2.0/24';
      return typeof value !== 'string' || isNet(value)
        ? []
        : [{ ...NETWORK_SET_NETS, keys: ['spec', 'nets', index], value, message: problem }];
    }),
    ...checkSetDomains(object),
  ];
}

function checkSetDomains(object: Manifest): Finding[] {
  const domains = valueAt(object, 'spec', 'allowedEgressDomains');
  return (Array.isArray(domains) ? domains : []).flatMap((value: unknown, index) => {
    const message = typeof value === 'string' ? domainProblem(value) : undefined;
    const keys = ['spec', 'allowedEgressDomains', index];
    return message === undefined ? [] : [{ ...NETWORK_SET_DOMAINS, keys, value, message }];
  });
}

function isNet(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const version = isIP(address);
  const isPrefix = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
  return version !== 0 && !address.includes('%') && isPrefix && rest.length === 0;
}

/** The rules that this file checks. */
export const OBJECT_CHECKS_RULES = [
  POLICY_NAME,
  HOST_POLICY,
  STAGED_DELETE,
  TIER_NAME,
  BUILT_IN,
  NETWORK_SET_LABEL,
  NETWORK_SET_NETS,
  NETWORK_SET_DOMAINS,
] as const;
