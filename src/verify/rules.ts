import { VERIFIER_ROLE_RULES } from './verifier-role';
import { VERIFIER_SUBJECT_RULES } from './verifier-subject';

/** The rules of the constructs of this room. */
export const VERIFY_RULES = [...VERIFIER_ROLE_RULES, ...VERIFIER_SUBJECT_RULES] as const;
