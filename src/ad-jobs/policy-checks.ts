import type { ClusterKind } from '../cluster';
import { errorRule, type Finding } from '../findings';
import { type Manifest, valueAt } from '../manifest';

const TIER = errorRule('tigera-policy/tier');
const GUARDIAN = errorRule('tigera-policy/guardian-namespace');

/** The tiers that hold Tigera's own policies on one release or another. */
const TIGERA_TIERS: unknown[] = ['allow-tigera', 'calico-system'];

/** The namespaces that hold guardian on one release or another. */
const GUARDIAN_NAMESPACES = ['tigera-guardian', 'calico-system'];

/**
 * Checks a Calico network policy that belongs to Tigera's own: its tier, and where it looks for guardian. Other policies
 * yield nothing.
 */
export function checkTigeraPolicy(policy: Manifest, { release }: ClusterKind): Finding[] {
  const { tigeraTier, guardian } = release._features;
  const tier = valueAt(policy, 'spec', 'tier');
  const findings: Finding[] = [];
  if (tier !== tigeraTier && TIGERA_TIERS.includes(tier)) {
    const message = `must be ${tigeraTier}: there ${release.displayName} keeps the policies of Tigera's own components; the name of the policy begins with it too`;
    findings.push({ ...TIER, path: 'spec.tier', value: tier, message });
  }
  const wrong = GUARDIAN_NAMESPACES.filter((namespace) => namespace !== guardian.namespace);
  const message = `is not where ${release.displayName} runs guardian: that is the namespace ${guardian.namespace}`;
  for (const { path, value } of guardianPlaces(policy).filter(({ namespace }) => wrong.includes(namespace))) {
    findings.push({ ...GUARDIAN, path, value, message });
  }
  return findings;
}

interface GuardianPlace {
  readonly path: string;
  readonly value: unknown;
  readonly namespace: string;
}

/** Where a policy names the namespace of guardian: its own, if it selects guardian, and those of its peers. */
function guardianPlaces(policy: Manifest): GuardianPlace[] {
  const own = valueAt(policy, 'metadata', 'namespace');
  const selected = typeof own === 'string' && selectsGuardian(valueAt(policy, 'spec', 'selector'));
  return [
    ...(selected ? [{ path: 'metadata.namespace', value: own, namespace: own }] : []),
    ...peerPlaces(policy, 'egress', 'destination'),
    ...peerPlaces(policy, 'ingress', 'source'),
  ];
}

function peerPlaces(policy: Manifest, direction: string, peer: string): GuardianPlace[] {
  const rules = valueAt(policy, 'spec', direction);
  return (Array.isArray(rules) ? rules : []).flatMap((rule, index) => {
    const value = valueAt(rule, peer, 'namespaceSelector');
    const namespace = selectsGuardian(valueAt(rule, peer, 'selector')) ? namespaceIn(value) : undefined;
    const path = `spec.${direction}[${index}].${peer}.namespaceSelector`;
    return namespace === undefined ? [] : [{ path, value, namespace }];
  });
}

function selectsGuardian(selector: unknown): boolean {
  return typeof selector === 'string' && /\bk8s-app\s*==\s*['"](tigera-)?guardian['"]/.test(selector);
}

/** The namespace that a selector asks for by its name. */
function namespaceIn(selector: unknown): string | undefined {
  return typeof selector === 'string' ? /\bname\s*==\s*['"]([^'"]+)['"]/.exec(selector)?.[1] : undefined;
}
