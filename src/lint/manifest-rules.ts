import type { FindingSeverity, RuleDescription } from '../base';
import { CALICO_RULES } from '../calico';
import { RULES_OF_KINDS } from '../kinds';
import { KUBERNETES_RULES } from '../kubernetes';
import { QUERY_RULES } from '../query';
import { READING_RULES } from '../reading';
import { LINT_RULES } from './rules';

const ALL = [...READING_RULES, ...LINT_RULES, ...KUBERNETES_RULES, ...CALICO_RULES, ...QUERY_RULES, ...RULES_OF_KINDS];

/** Every rule by which `lint` finds something in a manifest, by its id. */
export const MANIFEST_RULES: Readonly<Record<string, RuleDescription>> = Object.fromEntries(
  ALL.flatMap(({ rule, description }): [string, RuleDescription][] =>
    isInManifests(description) ? [[rule, description]] : [],
  ),
);

/** The usual severities of all rules, by their ids. */
export const MANIFEST_SEVERITIES: Readonly<Record<string, FindingSeverity>> = Object.fromEntries(
  ALL.map(({ rule, severity }) => [rule, severity]),
);

/** The ids of the rules that a comment in a manifest can turn off. */
export const MANIFEST_RULE_IDS: readonly string[] = Object.keys(MANIFEST_RULES);

function isInManifests(description: RuleDescription | { readonly form: 'words' }): description is RuleDescription {
  const { form = 'manifest' } = description;
  return form === 'manifest' || ('isInManifests' in description && description.isInManifests === true);
}
