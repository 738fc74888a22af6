export { VERIFY_RULES } from './rules';
export { VerifierRole } from './verifier-role';
export type { VerifierRoleProps } from './verifier-role-props';
export { type VerifierServiceAccountOptions, VerifierSubject } from './verifier-subject';
