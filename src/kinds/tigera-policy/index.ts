export { isCalicoPolicy } from './calico-policy';
export { checkTigeraPolicy } from './policy-checks';
export { TIGERA_POLICY_RULES } from './rules';
