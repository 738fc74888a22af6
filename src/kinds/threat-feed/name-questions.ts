import { type Manifest, valueAt, warningRule } from '../../base';
import { CALICO_GROUP } from '../../calico';
import { type Question, Topic } from '../../kind';
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

/** All feeds, with what tells a copy from another feed. */
export const FEEDS_BY_NAME = new Topic(CALICO_GROUP, 'GlobalThreatFeed', (feed) =>
  JSON.stringify(feed['spec'] ?? null),
);

/** Asks whether another feed in the folder has the name of a feed. */
export function questionsOfName(feed: Manifest): Question[] {
  const name = valueAt(feed, 'metadata', 'name');
  if (typeof name !== 'string' || name === '') {
    return [];
  }
  const spec = FEEDS_BY_NAME.read(feed);
  const answer: Question['answer'] = (neighbors) => {
    const twin = neighbors.namedInFolder(FEEDS_BY_NAME, name).find(({ value }) => value !== spec);
    const message = `is also the name of another feed (${twin?.file}), and the one that is applied last replaces the other; rename one of them, or put them into different folders`;
    return twin === undefined ? undefined : { ...DUPLICATE, message };
  };
  return [{ keys: ['metadata', 'name'], value: name, answer }];
}

/** The rules that this file checks. */
export const NAME_RULES = [DUPLICATE] as const;
