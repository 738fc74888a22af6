import { type Finding, FindingSeverity, type Manifest, type RuleMark, warningRule } from '../../base';
import type { CalicoRelease } from '../../calico';
import { ALLOW, blockPolicy, denyTo, PASS } from './example';
import { feedBlocksOf } from './feed-blocks';
import { type Direction, passesByDefault } from './policy-manifest';
import { directionsOf, fieldOf, type ReadRule, rulesOf, tierOf } from './read-policy';
import { DEFAULT_TIER } from './tier-names';

const RIGHT = blockPolicy();
const DENY = denyTo("feed == 'bad-addresses'");
const IN_DEFAULT = { tier: 'default', name: 'default.block-feeds' };

const DENIES = warningRule({
  id: 'block-policy/denies-the-rest',
  what: 'A policy that denies the addresses of a feed should pass on all other traffic.',
  why: 'If no rule of a tier matches traffic of the selected pods, the default action of the tier applies. It is Deny, unless the tier sets another one (possible from 3.20 on, but never in the tier default). So the policy denies everything that no other policy of the tier allows. This is a notice if the default action of the tier is unknown.',
  bad: blockPolicy({ ...IN_DEFAULT, rules: [DENY] }),
  good: RIGHT,
});
const ALLOWS = warningRule({
  id: 'block-policy/allows-the-rest',
  what: 'A policy that denies the addresses of a feed should not allow all other traffic.',
  why: 'Allow ends the evaluation, so no later policy and no later tier can deny anything of the selected pods.',
  bad: blockPolicy({ rules: [DENY, ALLOW] }),
  good: RIGHT,
});
const PASSES_DEFAULT = warningRule({
  id: 'block-policy/pass-in-default-tier',
  what: 'A policy that denies the addresses of a feed should not pass on all other traffic in the tier default.',
  why: 'Pass skips all other policies of the tier, those of Kubernetes among them. After the tier default, traffic of pods is allowed unless a later tier denies it.',
  bad: blockPolicy({ ...IN_DEFAULT, rules: [DENY, PASS] }),
  good: RIGHT,
});

/** How the rules of a direction end. */
export type End = 'allows' | 'denies' | 'passes' | 'open' | 'selective';

const ENDS: Readonly<Record<string, End>> = { Allow: 'allows', Deny: 'denies', Pass: 'passes' };

/**
 * How the rules of a direction end: with a rule for all traffic, or open. The end of a list that allows or passes on some
 * traffic only is meant to deny the rest.
 */
export function endOf(policy: Manifest, direction: Direction): { readonly end: End; readonly rule?: ReadRule } {
  const rules = rulesOf(policy, direction);
  const last = rules.find(
    ({ isPlain, action }) => isPlain && typeof action === 'string' && Object.hasOwn(ENDS, action),
  );
  if (last !== undefined) {
    return { end: ENDS[String(last.action)] ?? 'open', rule: last };
  }
  const isSelective = rules.some(({ action }) => action === 'Allow' || action === 'Pass');
  return { end: isSelective ? 'selective' : 'open' };
}

/** Checks what happens to the traffic that a block does not deny, as far as its own manifest shows it. */
export function checkEnds(policy: Manifest, release: CalicoRelease): Finding[] {
  if (feedBlocksOf(policy).length === 0) {
    return [];
  }
  const isDefault = tierOf(policy) === DEFAULT_TIER;
  return directionsOf(policy).flatMap((direction) => {
    const { end, rule } = endOf(policy, direction);
    const keys = rule?.keys ?? ['spec', fieldOf(direction)];
    const at = { keys: rule === undefined ? keys : [...keys, 'action'], value: rule?.action };
    switch (end) {
      case 'allows':
        return [{ ...ALLOWS, ...at, message: allowsMessage(direction, isDefault, release) }];
      case 'passes':
        return isDefault ? [{ ...PASSES_DEFAULT, ...at, message: passesMessage(direction, release) }] : [];
      case 'open':
        return [];
      default:
        return [];
    }
  });
}

/** What a tier is known to do with traffic that no rule decides. */
export type TierEnd = 'denies' | 'unknown';

/** That a block in a tier of its own denies everything else in a direction. */
export function deniesTheRest(
  direction: Direction,
  tier: string,
  end: TierEnd,
  release: CalicoRelease,
): RuleMark & Pick<Finding, 'message'> {
  if (end === 'denies') {
    return { ...DENIES, message: deniesMessage(direction, tier, release) };
  }
  const message = `lets the tier ${tier} decide about all other ${nameOf(direction)} traffic of the selected pods, and a tier denies it unless its defaultAction is Pass; check the tier, or end with action: Pass`;
  return { ...DENIES, severity: FindingSeverity.NOTICE, message };
}

function deniesMessage(direction: Direction, tier: string, release: CalicoRelease): string {
  return `denies all other ${nameOf(direction)} traffic of the selected pods too, unless another policy of the tier ${tier} allows it, because the tier ends with Deny; ${remedy(tier, release)}`;
}

function remedy(tier: string, release: CalicoRelease): string {
  const passes = passesByDefault(release) ? 'whose defaultAction is Pass' : 'and end it with action: Pass';
  if (tier === DEFAULT_TIER) {
    return `put it into a tier of its own ${passes}`;
  }
  return passesByDefault(release)
    ? 'set defaultAction: Pass in the tier, or end with action: Pass'
    : 'end with action: Pass';
}

function allowsMessage(direction: Direction, isDefault: boolean, release: CalicoRelease): string {
  const how = isDefault ? `remove it, and ${remedy(DEFAULT_TIER, release)}` : 'use Pass';
  return `allows all other ${nameOf(direction)} traffic of the selected pods, so the policies and tiers that follow are never evaluated; ${how}`;
}

function passesMessage(direction: Direction, release: CalicoRelease): string {
  return `skips the other policies of the tier default for ${nameOf(direction)} traffic of the selected pods, those of Kubernetes among them; ${remedy(DEFAULT_TIER, release)}`;
}

function nameOf(direction: Direction): string {
  return fieldOf(direction);
}

/** The rules that this file checks. */
export const END_CHECKS_RULES = [DENIES, ALLOWS, PASSES_DEFAULT] as const;
