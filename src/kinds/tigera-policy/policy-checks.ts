import { errorRule, type Finding, jobsPolicy, type Manifest, podsOf, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { subdomainProblem } from '../../kubernetes';
import { parseSelector } from '../../query';
import { isTiered, selectionsOf, selectorsOf, servicesOf } from './calico-policy';
import { checkElasticsearchEnd } from './elasticsearch-checks';
import { checkGuardian } from './guardian-checks';

const GUARDIAN = podsOf('guardian', 'calico-system');
const RIGHT = jobsPolicy({ destination: GUARDIAN });
const WITH_PREFIX = { on: '3.22' };

const SYNTAX = errorRule({
  id: 'tigera-policy/selector-syntax',
  what: 'Selectors of a policy must be valid Calico selectors.',
  why: 'A policy with an invalid selector is rejected, or stored and never applied, depending on how Calico was installed.',
  bad: jobsPolicy({ destination: ["selector: k8s-app = 'guardian'"] }),
  good: RIGHT,
});
const TIER = errorRule({
  id: 'tigera-policy/tier',
  acceptedAs: 'ignored',
  what: "Policies for Tigera's components must be in the tier that the release has for them.",
  why: 'The tier allow-tigera was renamed to calico-system. A policy in a tier that does not exist has no effect.',
  bad: jobsPolicy({ tier: 'allow-tigera', destination: GUARDIAN }),
  good: RIGHT,
  alsoBad: [RIGHT],
});
const NAME = errorRule({
  id: 'tigera-policy/name-prefix',
  ...WITH_PREFIX,
  what: 'The name of a policy must begin with the name of its tier and a dot. In the tier default, the prefix is optional.',
  why: 'Otherwise the API server rejects the policy.',
  bad: jobsPolicy({ tier: 'allow-tigera', name: 'allow-anomaly-detection', destination: GUARDIAN }),
  good: jobsPolicy({ tier: 'allow-tigera', destination: GUARDIAN }),
});

/** The tiers that contain Tigera's own policies on any release. */
const TIGERA_TIERS: readonly unknown[] = ['allow-tigera', 'calico-system'];

const DEFAULT_TIER = 'default';

/** Names that Calico generates for policies of Kubernetes and OpenStack; they do not have to have the form. */
const CALICOS_OWN_NAME = /^(knp\.default|kcnp\.kube-admin|kcnp\.kube-baseline|ossg)\./;

/** Checks a Calico policy: its tier and name, its selectors, and how it selects guardian. */
export function checkTigeraPolicy(policy: Manifest, cluster: ClusterKind): Finding[] {
  const selections = selectionsOf(policy);
  return [
    ...(isTiered(policy.kind) ? checkTier(policy, cluster) : []),
    ...checkSelectors(policy),
    ...checkGuardian(selections, servicesOf(policy), cluster),
    ...checkElasticsearchEnd(selections, cluster),
  ];
}

function checkTier(policy: Manifest, { release }: ClusterKind): Finding[] {
  const { tigeraTier, policyNamesNeedTier } = release._features;
  const tier = valueAt(policy, 'spec', 'tier') || DEFAULT_TIER;
  const name = valueAt(policy, 'metadata', 'name');
  if (tier === tigeraTier || !TIGERA_TIERS.includes(tier)) {
    return policyNamesNeedTier ? checkName(name, tier) : [];
  }
  const renamed = policyNamesNeedTier ? `; the name of the policy must begin with ${tigeraTier}. as well` : '';
  const message = `must be ${tigeraTier}, the tier in which ${release.displayName} keeps the policies of Tigera's own components${renamed}`;
  const finding = { ...TIER, keys: ['spec', 'tier'], value: tier, message };
  const fitsEither = [tier, tigeraTier].some((prefix) => String(name).startsWith(`${prefix}.`));
  return policyNamesNeedTier && !fitsEither ? [finding, ...checkName(name, tigeraTier)] : [finding];
}

/**
 * In the default tier, the prefix is optional, but without it the name must not contain a dot. If the tier is not a
 * valid name, such as a placeholder, the name of the policy cannot be checked.
 */
function checkName(name: unknown, tier: unknown): Finding[] {
  const isTier = typeof tier === 'string' && subdomainProblem(tier) === undefined;
  if (typeof name !== 'string' || name === '' || !isTier || CALICOS_OWN_NAME.test(name)) {
    return [];
  }
  const isDefault = tier === DEFAULT_TIER;
  if (name.startsWith(`${tier}.`) || (isDefault && !name.includes('.'))) {
    return [];
  }
  const because = isDefault
    ? 'begins with the name of another tier, but the policy is in the tier default; remove the prefix, or set spec.tier'
    : `must begin with ${tier}., the name of its tier, or the API server rejects the policy; use ${tier}.${name.slice(name.indexOf('.') + 1)}`;
  return [{ ...NAME, keys: ['metadata', 'name'], value: name, message: because }];
}

function checkSelectors(policy: Manifest): Finding[] {
  const message =
    "is not a valid selector, so the policy is rejected, or stored but never applied, depending on how Calico was installed; write label == 'value', label in {'a', 'b'}, has(label) or all(), joined by && and ||, on one line";
  return selectorsOf(policy)
    .filter(({ text }) => parseSelector(text) === undefined)
    .map(({ text, keys }) => ({ ...SYNTAX, keys, value: text, message }));
}

/** The rules that this file checks. */
export const POLICY_RULES = [SYNTAX, TIER, NAME] as const;
