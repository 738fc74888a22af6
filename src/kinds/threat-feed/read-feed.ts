import { type Manifest, valueAt } from '../../base';
import { isPresent, isSet } from '../../kind';

/** What most checks ask a feed. */
export interface ReadFeed {
  /** Empty if it has none, or one that is not a string. */
  readonly name: string;
  readonly holdsDomains: boolean;
  /** Whether the content is addresses, the default. */
  readonly holdsAddresses: boolean;
  readonly isDisabled: boolean;
  readonly isPulled: boolean;
  /** Whether it asks for a network set, which may be impossible. */
  readonly wantsNetworkSet: boolean;
}

export function readFeed(feed: Manifest): ReadFeed {
  const name = valueAt(feed, 'metadata', 'name');
  const content = valueAt(feed, 'spec', 'content');
  return {
    name: typeof name === 'string' ? name : '',
    holdsDomains: content === 'DomainNameSet',
    holdsAddresses: !isSet(content) || content === 'IPSet',
    isDisabled: valueAt(feed, 'spec', 'mode') === 'Disabled',
    isPulled: isPresent(valueAt(feed, 'spec', 'pull')),
    wantsNetworkSet: isPresent(valueAt(feed, 'spec', 'globalNetworkSet')),
  };
}
