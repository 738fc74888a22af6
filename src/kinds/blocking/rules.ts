import { BLOCK_TIER_RULES } from './block-tier';
import { FEED_CHECKS_RULES } from './feed-checks';
import { QUARANTINE_POLICY_RULES } from './quarantine-policy';
import { TIER_MEMBERS_RULES } from './tier-members';

/** The rules of this folder. */
export const BLOCKING_RULES = [
  ...BLOCK_TIER_RULES,
  ...FEED_CHECKS_RULES,
  ...QUARANTINE_POLICY_RULES,
  ...TIER_MEMBERS_RULES,
] as const;
