import { Construct } from 'constructs';
import {
  checkedScope,
  checkProps,
  enumOf,
  FLAG,
  list,
  NUMBER,
  optional,
  struct,
  TEXT,
  TEXT_MAP,
  type ValueType,
} from '../../arguments';
import { CALICO_CLUSTER, CalicoCluster } from '../../calico';
import { POLICY_SELECTOR, PolicySelector } from '../../query';
import { THREAT_FEED, type ThreatFeed } from '../threat-feed';
import { addBlock } from './add-block';
import { BLOCK_TIER, BlockTier } from './block-tier';
import { checkFeeds } from './feed-checks';
import { type PolicyRule, type PolicyRules, policyName } from './policy-manifest';

/** The directions in which a block denies connections. */
export enum BlockDirections {
  /** To the addresses, and from them. */
  BOTH = 'both',
  /** From the protected pods to the addresses. */
  EGRESS = 'egress',
  /** From the addresses to the protected pods. */
  INGRESS = 'ingress',
}

/** Properties of `ThreatFeedBlock`. */
export interface ThreatFeedBlockProps {
  /**
   * The cluster that the block is for.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /** Name of the policy without the name of its tier, an RFC 1123 label such as `block-feeds`. */
  readonly name: string;

  /** The feeds whose addresses are denied; at least one. Each must have a network set. */
  readonly feeds: ThreatFeed[];

  /**
   * What is protected.
   *
   * @default PolicySelector.pods()
   */
  readonly protect?: PolicySelector;

  /**
   * In which directions connections are denied. Where kube-proxy replaces the source address of traffic from outside, no
   * policy of pods can deny it by that address.
   *
   * @default BlockDirections.BOTH
   */
  readonly directions?: BlockDirections;

  /**
   * The tier of the policy. Blocks in the same chart can share one.
   *
   * @default BlockTier.own('threat-feeds')
   */
  readonly tier?: BlockTier;

  /**
   * The place of the policy in its tier: policies with a lower number are evaluated first.
   *
   * @default 100
   */
  readonly order?: number;

  /**
   * Whether denied packets are written to the system log of the node as well. Flow logs have them in any case.
   *
   * @default false
   */
  readonly logged?: boolean;

  /**
   * Whether the policy is only staged: flow logs show what it would deny, and nothing is denied.
   *
   * @default false
   */
  readonly staged?: boolean;

  /**
   * Labels of the policy.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the policy.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

const DEFAULT_ORDER = 100;

/**
 * A GlobalNetworkPolicy that denies connections to and from the addresses of threat feeds, and leaves all other traffic
 * to the other policies of the cluster. It is in a tier that passes on what it does not deny.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/suspicious-ips
 */
export class ThreatFeedBlock extends Construct {
  /** Name of the policy, with that of its tier: `threat-feeds.block-feeds`. */
  public readonly policyName: string;

  /** The cluster that the block is for. */
  public readonly cluster: CalicoCluster;

  /** The feeds whose addresses are denied. */
  public readonly feeds: ThreatFeed[];

  /** What is protected. */
  public readonly protect: PolicySelector;

  /** In which directions connections are denied. */
  public readonly directions: BlockDirections;

  /** The tier of the policy. */
  public readonly tier: BlockTier;

  /** Whether the policy is only staged. */
  public readonly staged: boolean;

  /**
   * @param scope the scope in which to define the block
   * @param id the construct ID, unique in its scope
   * @param props the block
   * @throws when a feed has no network set or is for another cluster, the name is invalid, or the tier cannot be shared
   */
  constructor(scope: Construct, id: string, props: ThreatFeedBlockProps) {
    super(checkedScope('ThreatFeedBlock', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    const { name, feeds, order = DEFAULT_ORDER, logged = false, labels, annotations } = props;
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.feeds = [...feeds];
    this.protect = props.protect ?? PolicySelector.pods();
    this.directions = props.directions ?? BlockDirections.BOTH;
    this.tier = props.tier ?? BlockTier.own('threat-feeds');
    this.staged = props.staged ?? false;
    this.policyName = policyName(this.tier.tierName, name);
    const { tier, protect, staged } = this;
    const rules = rulesOf(feeds, this.directions, logged);
    const findings = checkFeeds(feeds, this.cluster);
    addBlock(this, this.cluster, { name, tier, order, protect, rules, staged, labels, annotations, findings });
  }
}

function rulesOf(feeds: readonly ThreatFeed[], directions: BlockDirections, logged: boolean): PolicyRules {
  const selectors = [...new Set(feeds.flatMap(({ selector = [] }) => selector))];
  const deny = (side: 'source' | 'destination'): PolicyRule[] =>
    selectors.flatMap((selector) => {
      // Without global(), the selector would also match pods with the same labels.
      const rule = { [side]: { selector, namespaceSelector: 'global()' } };
      return [...(logged ? [{ action: 'Log' as const, ...rule }] : []), { action: 'Deny', ...rule }];
    });
  return {
    ...(directions === BlockDirections.EGRESS ? {} : { Ingress: deny('source') }),
    ...(directions === BlockDirections.INGRESS ? {} : { Egress: deny('destination') }),
  };
}

const PROPS: ValueType<ThreatFeedBlockProps> = struct<ThreatFeedBlockProps>(
  { name: 'ThreatFeedBlockProps' },
  {
    cluster: optional(CALICO_CLUSTER),
    name: TEXT,
    feeds: list(THREAT_FEED),
    protect: optional(POLICY_SELECTOR),
    directions: optional(enumOf('BlockDirections', BlockDirections)),
    tier: optional(BLOCK_TIER),
    order: optional(NUMBER),
    logged: optional(FLAG),
    staged: optional(FLAG),
    labels: optional(TEXT_MAP),
    annotations: optional(TEXT_MAP),
  },
);
