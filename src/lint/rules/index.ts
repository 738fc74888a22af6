import { AD_JOBS_RULES } from './ad-jobs-rules';
import { ALERT_RULES } from './alert-rules';
import { CALICO_OBJECT_RULES } from './calico-object-rules';
import { DETECTOR_RULES } from './detector-rules';
import { FILE_RULES } from './file-rules';
import { METRIC_RULES } from './metric-rules';
import { NEVER_RULES } from './never-rules';
import { OBJECT_RULES } from './object-rules';
import { POLICY_RULES } from './policy-rules';
import { QUERY_RULES } from './query-rules';
import type { RuleDescriptions } from './rule';

export type { RuleDescription } from './rule';
export { PROJECT_PAGE, ruleAnchor, rulePage } from './rule-page';

/** Every rule by which `lint` finds something. */
export const RULES: RuleDescriptions = {
  ...FILE_RULES,
  ...OBJECT_RULES,
  ...CALICO_OBJECT_RULES,
  ...ALERT_RULES,
  ...METRIC_RULES,
  ...QUERY_RULES,
  ...NEVER_RULES,
  ...DETECTOR_RULES,
  ...AD_JOBS_RULES,
  ...POLICY_RULES,
};

const IDS: readonly string[] = Object.keys(RULES);

export function ruleIds(): readonly string[] {
  return IDS;
}
