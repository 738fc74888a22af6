import { type ApiObject, Chart, Lazy } from 'cdk8s';
import { type Construct, Node } from 'constructs';
import { errorRule, type Finding } from '../../base';
import type { CalicoCluster } from '../../calico';
import { requireUniqueObjects } from '../../kind';
import { PlainObject } from '../../kubernetes';
import type { BlockTier } from './block-tier';
import {
  type BlockPolicy,
  type Direction,
  type PolicyRule,
  type PolicyRules,
  passesByDefault,
  policyManifest,
  tierManifest,
} from './policy-manifest';

const CONFLICT = errorRule({
  id: 'block-policy/tier-conflict',
  form: 'program',
  what: 'Blocks of one chart that share a tier must agree on its order and on the release.',
  why: 'There is only one tier of that name, so one of the blocks would be in a different place than its program states.',
  bad: "const quarantine = (id, order) =>\n  new QuarantinePolicy(chart, id, { cluster, name: id, tier: BlockTier.own('security', { order }) });\nquarantine('one', 50);\nquarantine('two', 60);",
  good: "const quarantine = (id, order) =>\n  new QuarantinePolicy(chart, id, { cluster, name: id, tier: BlockTier.own('security', { order }) });\nquarantine('one', 50);\nquarantine('two', 50);",
});
const NOT_YET = errorRule({
  id: 'block-policy/existing-tier',
  form: 'program',
  what: 'Before 3.20, a block must be in a tier of its own.',
  why: 'In these releases, tiers have no default action. A block that ends with Pass would skip the other policies of the tier, and one that does not would deny all other traffic.',
  on: '3.19',
  bad: "new QuarantinePolicy(chart, 'quarantine', { cluster, tier: BlockTier.existing('security') });",
  good: "new QuarantinePolicy(chart, 'quarantine', { cluster, tier: BlockTier.own('security') });",
});

/** The tiers of the blocks of a chart, by their names. */
const TIERS = Symbol.for('cdk8s-calico-threat-defense.block-tiers');

const PASS: PolicyRule = { action: 'Pass' };
const DENY: PolicyRule = { action: 'Deny' };

/** A policy of a tier, and its object. */
interface Member {
  readonly policy: BlockPolicy & { readonly selector: string; readonly rules: PolicyRules };
  readonly object: ApiObject;
}

/**
 * One tier of a chart, and the blocks in it. The tier passes on what no block denies. Before 3.20, tiers have no default
 * action, so a block ends with Pass rules. Where blocks share a tier, they would skip the later ones; there, a last policy has
 * the Pass rules for all of them.
 */
export class TierMembers {
  /** The tier of a block in the chart of a scope. */
  static of(scope: Construct, tier: BlockTier, cluster: CalicoCluster): TierMembers {
    const chart = Chart.of(scope);
    const known: unknown = Reflect.get(chart, TIERS);
    const tiers = known instanceof Map ? (known as Map<string, TierMembers>) : new Map<string, TierMembers>();
    Object.defineProperty(chart, TIERS, { value: tiers, configurable: true });
    return tiers.get(tier.tierName) ?? new TierMembers(tier, cluster, Node.of(scope).path, tiers);
  }

  private readonly members: Member[] = [];
  private tierObject: ApiObject | undefined;
  private closing: ApiObject | undefined;

  private constructor(
    private readonly tier: BlockTier,
    private readonly cluster: CalicoCluster,
    private readonly owner: string,
    private readonly tiers: Map<string, TierMembers>,
  ) {}

  /** Why a block cannot be in this tier. */
  check(tier: BlockTier, { release }: CalicoCluster): Finding[] {
    const finding = { keys: ['tier'], value: tier.tierName };
    if (tier.order === undefined && !passesByDefault(release)) {
      const message = `is an existing tier, but tiers of ${release.displayName} cannot pass on traffic that no policy decides; use BlockTier.own`;
      return [{ ...NOT_YET, ...finding, message }];
    }
    const { order } = this.tier;
    if (order !== tier.order) {
      const message = `${orderText(tier.order)}, but ${orderText(order)} in ${this.owner}; use the same BlockTier for both`;
      return [{ ...CONFLICT, ...finding, message }];
    }
    const other = this.cluster.release;
    const message = `is shared with ${this.owner}, which is for ${other.displayName}, where tiers have another form; use another chart`;
    return passesByDefault(release) === passesByDefault(other) ? [] : [{ ...CONFLICT, ...finding, message }];
  }

  /** The rules of a policy as if it were alone in the tier, for its checks. */
  alone(rules: PolicyRules): PolicyRules {
    return this.isPassing ? rules : mapRules(rules, closed);
  }

  /** The rules of a policy, which before 3.20 depend on whether others join it. */
  rulesOf(rules: PolicyRules): BlockPolicy['rules'] {
    if (this.isPassing) {
      return rules;
    }
    return mapRules(rules, (list) => Lazy.any({ produce: () => (this.closing === undefined ? closed(list) : list) }));
  }

  /** Adds a policy, with the tier if it is the first, and what closes the tier if it is not. */
  add(scope: Construct, member: Member): void {
    const { tierName, order } = this.tier;
    this.tiers.set(tierName, this);
    this.members.push(member);
    if (order !== undefined) {
      this.tierObject ??= this.addTier(scope, order);
      member.object.addDependency(this.tierObject);
    }
    if (!this.isPassing && this.members.length > 1 && this.members.some(({ policy }) => isOpen(policy.rules))) {
      this.close(scope);
    }
  }

  private addTier(scope: Construct, order: number): ApiObject {
    const { release } = this.cluster;
    const tier = new PlainObject(scope, 'Tier', tierManifest(this.tier.tierName, order, release), {
      isNamespaced: false,
    });
    const advice = passesByDefault(release)
      ? 'use BlockTier.existing in all charts of the cluster but one, or another tier'
      : 'use another tier in each chart of the cluster';
    requireUniqueObjects(tier, advice);
    return tier;
  }

  private get isPassing(): boolean {
    return passesByDefault(this.cluster.release);
  }

  private close(scope: Construct): void {
    this.closing ??= new PlainObject(scope, 'Pass', this.closingManifest(), { isNamespaced: false });
    if (this.tierObject !== undefined) {
      this.closing.addDependency(this.tierObject);
    }
    // Without the last policy, a block that is applied first would deny everything for a moment.
    for (const { object } of this.members) {
      object.addDependency(this.closing);
    }
  }

  /** For the pods of all policies of the tier. Those of staged ones have nothing else to pass. */
  private closingManifest() {
    const selector = Lazy.any({
      produce: () => [...new Set(this.members.map(({ policy }) => `(${policy.selector})`))].join(' || '),
    });
    return policyManifest({
      tier: this.tier.tierName,
      name: 'pass',
      selector,
      rules: { Ingress: [PASS], Egress: [PASS] },
    });
  }
}

/** Rules that end with Pass, unless they deny everything. */
function closed(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  return deniesAll(rules) ? rules : [...rules, PASS];
}

function isOpen({ Ingress = [DENY], Egress = [DENY] }: PolicyRules): boolean {
  return !deniesAll(Ingress) || !deniesAll(Egress);
}

function deniesAll(rules: readonly PolicyRule[]): boolean {
  return rules.some(({ action, source, destination }) => action === 'Deny' && !source && !destination);
}

function mapRules<To>(rules: PolicyRules, change: (list: readonly PolicyRule[]) => To): Partial<Record<Direction, To>> {
  const { Ingress, Egress } = rules;
  return {
    ...(Ingress === undefined ? {} : { Ingress: change(Ingress) }),
    ...(Egress === undefined ? {} : { Egress: change(Egress) }),
  };
}

function orderText(order: number | undefined): string {
  return order === undefined ? 'exists already' : `has the order ${order}`;
}

/** The rules that this file checks. */
export const TIER_MEMBERS_RULES = [CONFLICT, NOT_YET] as const;
