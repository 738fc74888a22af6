import { type Finding, isMap, type Manifest, valueAt } from '../../base';
import type { ClusterKind } from '../../calico';
import { checkMatching } from './content-checks';
import { checkFeedFields } from './feed-fields';
import { checkFeedMetadata } from './metadata-checks';
import { checkNetworkSet } from './network-set-checks';
import { checkPull } from './pull-checks';

/** Checks a GlobalThreatFeed for one cluster. */
export function checkThreatFeed(feed: Manifest, cluster: ClusterKind): Finding[] {
  const shape = [...checkFeedMetadata(feed), ...checkFeedFields(feed, cluster)];
  // Without a spec, there is nothing else to check.
  if (!isMap(valueAt(feed, 'spec'))) {
    return shape;
  }
  return [...shape, ...checkNetworkSet(feed), ...checkPull(feed, cluster), ...checkMatching(feed, cluster)];
}
