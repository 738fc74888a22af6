import type { Construct } from 'constructs';
import type { Finding } from '../../base';
import type { CalicoCluster } from '../../calico';
import { addCalicoObject } from '../../kind';
import { checkObjectMetadata } from '../../kubernetes';
import type { PolicySelector } from '../../query';
import { checkTigeraPolicy } from '../tigera-policy';
import type { BlockTier } from './block-tier';
import { checkBlocking } from './blocking-checks';
import { type BlockPolicy, type PolicyRules, policyManifest } from './policy-manifest';
import { hostEndpoints, SNAT } from './reach-checks';
import { TierMembers } from './tier-members';

/** A policy that denies some traffic, and changes nothing about any other. */
export interface Block extends Pick<BlockPolicy, 'name' | 'order' | 'staged' | 'labels' | 'annotations'> {
  readonly tier: BlockTier;
  readonly protect: PolicySelector;
  readonly rules: PolicyRules;
  /** What is wrong with the props of the construct. */
  readonly findings: readonly Finding[];
}

/**
 * Creates the policy of a block, with its tier unless another block of the chart has it.
 *
 * @throws FindingsError with all errors, before anything is created
 */
export function addBlock(scope: Construct, cluster: CalicoCluster, block: Block): void {
  const { tier, protect, rules, findings, ...others } = block;
  const members = TierMembers.of(scope, tier, cluster);
  const policy = { ...others, tier: tier.tierName, selector: protect.text, rules };
  const checked = policyManifest({ ...policy, rules: members.alone(rules) });
  const object = addCalicoObject(scope, cluster, {
    manifest: policyManifest({ ...policy, rules: members.rulesOf(rules) }),
    findings: [
      ...findings,
      ...members.check(tier, cluster),
      ...checkTigeraPolicy(checked, cluster),
      // A block of both directions, the default, is of use even where the source of ingress is hidden.
      ...checkBlocking(checked, cluster).filter(({ rule }) => rule !== SNAT.rule || rules.Egress === undefined),
      ...checkObjectMetadata(checked),
      ...hostEndpoints(checked, true),
    ],
  });
  members.add(scope, { policy, object });
}
