export { BlockTier, type BlockTierOptions } from './block-tier';
export { QuarantinePolicy, type QuarantinePolicyProps } from './quarantine-policy';
export { BLOCKING_RULES } from './rules';
export { BlockDirections, ThreatFeedBlock, type ThreatFeedBlockProps } from './threat-feed-block';
