import { BLOCK_QUESTIONS_RULES } from './block-questions';
import { BLOCK_TIER_RULES } from './block-tier';
import { END_CHECKS_RULES } from './end-checks';
import { ENTITY_CHECKS_RULES } from './entity-checks';
import { FEED_CHECKS_RULES } from './feed-checks';
import { OBJECT_CHECKS_RULES } from './object-checks';
import { OBJECT_FIELDS_RULES } from './object-fields';
import { ORDER_CHECKS_RULES } from './order-checks';
import { QUARANTINE_POLICY_RULES } from './quarantine-policy';
import { REACH_CHECKS_RULES } from './reach-checks';
import { RULE_CHECKS_RULES } from './rule-checks';
import { TIER_MEMBERS_RULES } from './tier-members';

/** The rules of this folder. */
export const BLOCKING_RULES = [
  ...END_CHECKS_RULES,
  ...ORDER_CHECKS_RULES,
  ...REACH_CHECKS_RULES,
  ...BLOCK_QUESTIONS_RULES,
  ...BLOCK_TIER_RULES,
  ...FEED_CHECKS_RULES,
  ...QUARANTINE_POLICY_RULES,
  ...TIER_MEMBERS_RULES,
  ...OBJECT_FIELDS_RULES,
  ...RULE_CHECKS_RULES,
  ...ENTITY_CHECKS_RULES,
  ...OBJECT_CHECKS_RULES,
] as const;
