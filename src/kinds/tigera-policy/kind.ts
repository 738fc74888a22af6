import { jobsPolicy, podsOf } from '../../base';
import { isOneOf, type Kind } from '../../kind';
import { checkTigeraPolicy } from './policy-checks';
import { NAMESPACED_POLICY_TYPES, POLICY_TYPES } from './policy-types';
import { TIGERA_POLICY_RULES } from './rules';
import { upgradePolicy } from './upgrade';

/** Calico's network policies, as far as they concern Tigera's own components. */
export const TIGERA_POLICY_KIND = {
  title: "Calico's network policies",
  types: NAMESPACED_POLICY_TYPES,
  words: [],
  looksAt: (manifest) => isOneOf(manifest, POLICY_TYPES),
  check: checkTigeraPolicy,
  checksMetadata: false,
  upgrade: upgradePolicy,
  rules: TIGERA_POLICY_RULES,
  example: { text: jobsPolicy({ destination: podsOf('guardian', 'calico-system') }), release: '3.24' },
} as const satisfies Kind;
