import { AD_JOBS_RULES } from './ad-jobs-rules';
import { ALERT_RULES } from './alert-rules';
import { BUILDER_RULES } from './builder-rules';
import { CALICO_OBJECT_RULES } from './calico-object-rules';
import { CLUSTER_RULES } from './cluster-rules';
import { COMMAND_RULES } from './command-rules';
import { DETECTOR_RULES } from './detector-rules';
import { FILE_RULES } from './file-rules';
import { METRIC_RULES } from './metric-rules';
import { NEVER_RULES } from './never-rules';
import { OBJECT_RULES } from './object-rules';
import { POLICY_RULES } from './policy-rules';
import { QUERY_RULES } from './query-rules';
import type { AnyRuleDescription, RuleDescriptions } from './rule';
import { SCANNER_RULES } from './scanner-rules';
import { WORKLOAD_RULES } from './workload-rules';

export type { AnyRuleDescription, RuleDescription } from './rule';
export { PROJECT_PAGE, ruleAnchor, rulePage } from './rule-page';

const OF_MANIFESTS = {
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

const ALL = {
  ...OF_MANIFESTS,
  ...BUILDER_RULES,
  ...CLUSTER_RULES,
  ...WORKLOAD_RULES,
  ...SCANNER_RULES,
  ...COMMAND_RULES,
};

/** The id of a rule. A finding cannot have another: each has a description. */
export type RuleId = keyof typeof ALL;

type Severity = 'error' | 'warning' | 'notice';

/** The rules that may yield findings of a severity; where a description states one, it is that one only. */
export type RuleIdOf<Given extends Severity> = {
  [Id in RuleId]: (typeof ALL)[Id] extends { readonly severity: infer Stated }
    ? Given extends Stated
      ? Id
      : never
    : Id;
}[RuleId];

/** Every rule by which `lint` finds something in a manifest. */
export const MANIFEST_RULES: RuleDescriptions = OF_MANIFESTS;

/** Every rule by which anything is found or printed. */
export const RULES: Readonly<Record<RuleId, AnyRuleDescription>> = ALL;

const IDS: readonly string[] = Object.keys(MANIFEST_RULES);

/** The ids of the rules that a comment in a manifest can turn off. */
export function ruleIds(): readonly string[] {
  return IDS;
}
