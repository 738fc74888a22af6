export { TIGERA_POLICY_KIND } from './kind';
export { checkTigeraPolicy } from './policy-checks';
export { TIGERA_POLICY_RULES } from './rules';
