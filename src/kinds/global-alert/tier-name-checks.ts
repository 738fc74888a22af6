import { alert, type Finding, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import type { AlertModel } from '../../evaluation';
import type { StringEdit } from '../../kind';
import { isNegative, literalsOf, type QueryLeaf, type QueryLiteral, walkQuery } from '../../query';
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
export function checkTierNames(model: AlertModel): Finding[] {
  const { release } = model;
  const { tigeraTier: tier } = release._features;
  return otherTierNames(model).map(({ leaf, literal, other }) => {
    const effect = isNegative(leaf) ? 'this condition excludes nothing' : 'this condition matches no record';
    const message = `names the tier ${other}, which is called ${tier} on ${release.displayName}: ${effect}; write ${tier}`;
    return queryFinding(TIER, literal.position, literal.text, message + whenRenamed(release));
  });
}

/** The changes of a query after which it uses the name that the tier has on the release. */
export function tierEdits(model: AlertModel): StringEdit[] {
  const { tigeraTier: tier } = model.release._features;
  const texts = new Map(otherTierNames(model).map(({ literal: { text }, other }) => [text, other]));
  return [...texts].map(([text, other]) => ({
    keys: ['spec', 'query'],
    from: text,
    to: text.replaceAll(other, tier),
  }));
}

/** A string in a query that has the name of the tier on other releases. */
interface OtherTierName {
  readonly leaf: QueryLeaf;
  readonly literal: QueryLiteral;
  readonly other: string;
}

function otherTierNames({ query, substituted, dataSet, release }: AlertModel): OtherTierName[] {
  const found: OtherTierName[] = [];
  const names = dataSet === 'flows' ? namesInPolicies : dataSet === 'audit' ? namesInObjects : undefined;
  if (query === undefined || substituted === undefined || names === undefined) {
    return found;
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
      found.push({ leaf, literal, other });
    }
  });
  return found;
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
