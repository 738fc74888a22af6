export { BlockTier, type BlockTierOptions } from './block-tier';
export { checkBlocking } from './blocking-checks';
export { BLOCKING_KIND } from './kind';
export { QuarantinePolicy, type QuarantinePolicyProps } from './quarantine-policy';
export { BlockDirections, ThreatFeedBlock, type ThreatFeedBlockProps } from './threat-feed-block';
