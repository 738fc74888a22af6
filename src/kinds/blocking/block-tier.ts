import { checkArguments, instance, NUMBER, optional, struct, TEXT, type ValueType } from '../../arguments';
import { errorRule, type Finding, report } from '../../base';
import { tierNameProblem } from './tier-names';

const TIER_NAME = errorRule({
  id: 'block-policy/tier-name',
  form: 'program',
  what: 'The tier of a block must have a valid name of its own.',
  why: 'Calico rejects names that are not RFC 1123 labels. In the tiers that Calico creates, a block would change the verdict on other traffic, or Calico would remove it.',
  bad: "BlockTier.own('default');",
  good: "BlockTier.own('threat-feeds');",
});
const TIER_ORDER = errorRule({
  id: 'block-policy/tier-order',
  form: 'program',
  what: 'The order of a tier must be a finite number.',
  why: 'The API requires a number, and a manifest cannot express NaN or infinity.',
  bad: "BlockTier.own('threat-feeds', { order: Infinity });",
  good: "BlockTier.own('threat-feeds', { order: 50 });",
});

/** Before the tiers that Calico creates. */
const DEFAULT_ORDER = 50;

/** Options of a tier for blocks. */
export interface BlockTierOptions {
  /**
   * The place of the tier: tiers with a lower number are evaluated first. A block only works on traffic that no earlier
   * tier has allowed.
   *
   * @default 50
   */
  readonly order?: number;
}

/**
 * The tier of a block. Traffic that the block does not deny must continue to the next tier, so it is never the tier
 * `default`.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/tier
 */
export class BlockTier {
  /**
   * A tier that is generated with the block, once for all blocks of a chart that share it.
   *
   * @param name name of the tier, an RFC 1123 label
   * @param options its order
   * @throws when the name is invalid or that of a tier of Calico, or the order is not a finite number
   */
  public static own(name: string, options: BlockTierOptions = {}): BlockTier {
    checkArguments('BlockTier', { name, options }, { name: TEXT, options: OPTIONS });
    const { order = DEFAULT_ORDER } = options;
    report('BlockTier', [...checkName(name), ...checkOrder(order)]);
    return new BlockTier(name, order);
  }

  /**
   * A tier that exists already, such as that of another chart. Its default action must be Pass, or it must end with a policy
   * that passes on all traffic: this library cannot check that, and the block would cut off everything else otherwise. Only
   * from 3.20 on, which is the first release with such a default action.
   *
   * @param name name of the tier
   * @throws when the name is invalid or that of a tier of Calico
   */
  public static existing(name: string): BlockTier {
    checkArguments('BlockTier', { name }, { name: TEXT });
    report('BlockTier', checkName(name));
    return new BlockTier(name);
  }

  private constructor(
    /** Name of the tier. */
    public readonly tierName: string,
    /** The order of the tier; undefined if it exists already. */
    public readonly order?: number,
  ) {}
}

export const BLOCK_TIER: ValueType<BlockTier> = instance(
  'BlockTier',
  () => BlockTier,
  ", such as BlockTier.own('threat-feeds')",
);

const OPTIONS: ValueType<BlockTierOptions> = struct<BlockTierOptions>(
  { name: 'BlockTierOptions' },
  { order: optional(NUMBER) },
);

function checkName(name: string): Finding[] {
  const message = tierNameProblem(name);
  return message === undefined ? [] : [{ ...TIER_NAME, keys: ['name'], value: name, message }];
}

function checkOrder(order: number): Finding[] {
  const message = 'must be a finite number';
  return Number.isFinite(order) ? [] : [{ ...TIER_ORDER, keys: ['options', 'order'], value: order, message }];
}

/** The rules that this file checks. */
export const BLOCK_TIER_RULES = [TIER_NAME, TIER_ORDER] as const;
