export { isCalicoPolicy } from './calico-policy';
export { checkTigeraPolicy } from './policy-checks';
