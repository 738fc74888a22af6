import { isOneOf, type Kind } from '../../kind';
import { BLOCK_TOPICS, questionsOfBlock } from './block-questions';
import { checkBlocking } from './blocking-checks';
import { tier } from './example';
import { BLOCKING_TYPES } from './policy-schema';
import { BLOCKING_RULES } from './rules';

/** Policies of the whole cluster, and the tiers and network sets that they refer to. */
export const BLOCKING_KIND = {
  title: 'GlobalNetworkPolicies, GlobalNetworkSets and Tiers',
  types: BLOCKING_TYPES,
  words: ['GlobalNetworkPolicy', 'GlobalNetworkSet'],
  looksAt: (manifest) => isOneOf(manifest, BLOCKING_TYPES),
  check: checkBlocking,
  topics: BLOCK_TOPICS,
  questions: questionsOfBlock,
  checksMetadata: false,
  rules: BLOCKING_RULES,
  example: { text: tier(['order: 50', 'defaultAction: Pass']), release: '3.24' },
} as const satisfies Kind;
