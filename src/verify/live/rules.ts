import { CLUSTER_FACTS_RULES } from './cluster-facts';
import { DETECT_REPORT_RULES } from './detect-report';
import { KUBE_CONFIG_RULES } from './kube-config';
import { MANIFESTS_RULES } from './manifests';
import { SELECTION_RULES } from './selection';

/** The rules about a live cluster and what surrounds a command. */
export const LIVE_RULES = [
  ...CLUSTER_FACTS_RULES,
  ...DETECT_REPORT_RULES,
  ...KUBE_CONFIG_RULES,
  ...MANIFESTS_RULES,
  ...SELECTION_RULES,
] as const;
