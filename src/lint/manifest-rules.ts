import type { RuleDescription } from '../base';
import { CALICO_RULES } from '../calico';
import { RULES_OF_KINDS } from '../kinds';
import { KUBERNETES_RULES } from '../kubernetes';
import { QUERY_RULES } from '../query';
import { READING_RULES } from '../reading';
import { LINT_RULES } from './rules';

/** Every rule by which `lint` finds something in a manifest, by its id. */
export const MANIFEST_RULES: Readonly<Record<string, RuleDescription>> = Object.fromEntries(
  [...READING_RULES, ...LINT_RULES, ...KUBERNETES_RULES, ...CALICO_RULES, ...QUERY_RULES, ...RULES_OF_KINDS].flatMap(
    ({ rule, description }): [string, RuleDescription][] =>
      description.form === undefined || description.form === 'manifest' ? [[rule, description]] : [],
  ),
);

/** The ids of the rules that a comment in a manifest can turn off. */
export const MANIFEST_RULE_IDS: readonly string[] = Object.keys(MANIFEST_RULES);
