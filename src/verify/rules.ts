import { CLUSTER_FACTS_RULES } from './live/cluster-facts';
import { DETECT_REPORT_RULES } from './live/detect-report';
import { KUBE_CONFIG_RULES } from './live/kube-config';
import { MANIFESTS_RULES } from './live/manifests';
import { VERIFIER_ROLE_RULES } from './verifier-role';
import { VERIFIER_SUBJECT_RULES } from './verifier-subject';

/** The rules of this room. */
export const VERIFY_RULES = [
  ...CLUSTER_FACTS_RULES,
  ...DETECT_REPORT_RULES,
  ...KUBE_CONFIG_RULES,
  ...MANIFESTS_RULES,
  ...VERIFIER_ROLE_RULES,
  ...VERIFIER_SUBJECT_RULES,
] as const;
