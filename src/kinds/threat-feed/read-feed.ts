import { type Manifest, valueAt } from '../../base';

/** Whether Calico treats a field as present; null is dropped. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** What most checks ask a feed. */
export interface ReadFeed {
  /** Empty if it has none, or one that is not a string. */
  readonly name: string;
  readonly holdsDomains: boolean;
  readonly isDisabled: boolean;
  readonly isPulled: boolean;
  /** Whether it asks for a network set, which may be impossible. */
  readonly wantsNetworkSet: boolean;
}

export function readFeed(feed: Manifest): ReadFeed {
  const name = valueAt(feed, 'metadata', 'name');
  return {
    name: typeof name === 'string' ? name : '',
    holdsDomains: valueAt(feed, 'spec', 'content') === 'DomainNameSet',
    isDisabled: valueAt(feed, 'spec', 'mode') === 'Disabled',
    isPulled: isPresent(valueAt(feed, 'spec', 'pull')),
    wantsNetworkSet: isPresent(valueAt(feed, 'spec', 'globalNetworkSet')),
  };
}
