import { isOneOf, type Kind, REFERENCE_TOPICS } from '../../kind';
import { domainFeed } from './example';
import { THREAT_FEED_TYPES } from './feed-schema';
import { LIVE_FEED, LIVE_NETWORK_SET } from './live-feed';
import { FEED_NAMES } from './name-questions';
import { questionsOfFeed } from './reference-questions';
import { THREAT_FEED_RULES } from './rules';
import { checkThreatFeed } from './threat-feed-checks';
import { feedToProgram } from './to-program';

/** Threat feeds. */
export const THREAT_FEED_KIND = {
  title: 'GlobalThreatFeeds',
  types: THREAT_FEED_TYPES,
  words: ['GlobalThreatFeed'],
  looksAt: (manifest) => isOneOf(manifest, THREAT_FEED_TYPES),
  check: checkThreatFeed,
  topics: [...REFERENCE_TOPICS, FEED_NAMES.topic],
  questions: (feed) => [...questionsOfFeed(feed), ...FEED_NAMES.questionsOf(feed)],
  checksMetadata: true,
  liveChecks: [LIVE_FEED, LIVE_NETWORK_SET],
  toProgram: feedToProgram,
  rules: THREAT_FEED_RULES,
  example: { text: domainFeed(), release: '3.24' },
} as const satisfies Kind;
