import { alert, type Finding, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import type { AlertModel } from '../../evaluation';
import { isNegative, literalsOf, walkQuery } from '../../query';
import { queryFinding } from './query-finding';

const TIER = warningRule({
  id: 'global-alert/never-tier',
  what: "A query should use the name that the tier of Tigera's own policies has on the release.",
  why: 'The tier allow-tigera was renamed to calico-system in 3.23.0-2.0 and Calico Cloud 23.0.0. No record contains the name that the other releases use.',
  bad: alert({ query: `'"policies.all_policies" IN {"*|allow-tigera|*|deny*"}'` }),
  good: alert({ query: `'"policies.all_policies" IN {"*|calico-system|*|deny*"}'` }),
});

const OLD_TIER = 'allow-tigera';
const NEW_TIER = 'calico-system';

/**
 * Checks that a query does not use the name that the tier of Tigera's own policies has on other releases. Flow logs
 * contain it in the list of policies (`index|tier|name|action|rule`, where the name also begins with the tier), audit
 * logs in names of objects.
 */
export function checkTierNames({ query, substituted, dataSet, release }: AlertModel): Finding[] {
  const findings: Finding[] = [];
  const names = dataSet === 'flows' ? namesInPolicies : dataSet === 'audit' ? namesInObjects : undefined;
  if (query === undefined || substituted === undefined || names === undefined) {
    return findings;
  }
  const tier = release._features.tigeraTier;
  const other = tier === OLD_TIER ? NEW_TIER : OLD_TIER;
  // A query for clusters of several releases uses both names.
  const keysWithTier = new Set<string>();
  walkQuery(substituted, (leaf) => {
    if (literalsOf(leaf).some(({ text }) => names(leaf.key, text, tier))) {
      keysWithTier.add(leaf.key);
    }
  });
  walkQuery(substituted, (leaf) => {
    const literal = literalsOf(leaf).find(({ text }) => names(leaf.key, text, other));
    if (literal !== undefined && !keysWithTier.has(leaf.key)) {
      const effect = isNegative(leaf) ? 'this condition excludes nothing' : 'this condition matches no record';
      const message = `names the tier ${other}, which is called ${tier} on ${release.displayName}: ${effect}; write ${tier}`;
      findings.push(queryFinding(TIER, literal.position, literal.text, message + whenRenamed(release)));
    }
  });
  return findings;
}

function whenRenamed({ _features }: CalicoRelease): string {
  return _features.tigeraTier === OLD_TIER ? '; it was renamed in 3.23.0-2.0 (Calico Cloud 23.0.0)' : '';
}

function namesInPolicies(key: string, text: string, tier: string): boolean {
  if (!key.startsWith('policies.')) {
    return false;
  }
  // There is also a namespace calico-system, which is followed by a slash.
  return new RegExp(`(^|[^\\w-])${tier}([|.]${tier === OLD_TIER ? '|\\*|$' : ''})`).test(text);
}

function namesInObjects(key: string, text: string, tier: string): boolean {
  return key === 'objectRef.name' && (text.startsWith(`${tier}.`) || (tier === OLD_TIER && text === tier));
}

/** The rules that this file checks. */
export const TIER_NAME_RULES = [TIER] as const;
