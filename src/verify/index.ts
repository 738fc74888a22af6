export { VERIFY_RULES } from './rules';
export { VerifierRole, type VerifierRoleProps } from './verifier-role';
export { type VerifierServiceAccountOptions, VerifierSubject } from './verifier-subject';
