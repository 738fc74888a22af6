import { ELASTICSEARCH_RULES } from './elasticsearch-checks';
import { GUARDIAN_RULES } from './guardian-checks';
import { POLICY_RULES } from './policy-checks';

/** The rules of this folder. */
export const TIGERA_POLICY_RULES = [...ELASTICSEARCH_RULES, ...GUARDIAN_RULES, ...POLICY_RULES] as const;
