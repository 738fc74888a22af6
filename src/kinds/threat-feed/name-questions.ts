import { warningRule } from '../../base';
import { UniqueNames } from '../../kind';
import { domainFeed, pull } from './example';

const FEED = domainFeed();
const other = (name?: string) => domainFeed({ pull: pull('', 'https://feeds.example.com/other.txt') }, name);

const DUPLICATE = warningRule({
  id: 'threat-feed/duplicate-name',
  what: 'Feeds in one folder should have different names.',
  why: 'Two feeds of one name are the same object: the one that is applied last replaces the other, and only its list is downloaded.',
  bad: `${FEED}---\n${other()}`,
  good: `${FEED}---\n${other('other-domains')}`,
});

/** The names of feeds. */
export const FEED_NAMES = new UniqueNames('GlobalThreatFeed', 'feed', DUPLICATE);

/** The rules that this file checks. */
export const NAME_RULES = [DUPLICATE] as const;
