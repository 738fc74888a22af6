export { VerifierRole, type VerifierRoleProps } from './verifier-role';
export { type VerifierServiceAccountOptions, VerifierSubject } from './verifier-subject';
