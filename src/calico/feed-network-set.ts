import type { Manifest } from '../base';
import { CALICO_GROUP } from './calico-kinds';

/** How the name of the network set that Calico makes of a threat feed begins. */
export const NETWORK_SET_PREFIX = 'threatfeed.';

/** The name of the network set that Calico makes of a feed. */
export function networkSetName(feed: string): string {
  return `${NETWORK_SET_PREFIX}${feed}`;
}

/** The network set of a feed, by type and name. */
export function networkSetOf(feed: string): Manifest {
  return { apiVersion: `${CALICO_GROUP}/v3`, kind: 'GlobalNetworkSet', metadata: { name: networkSetName(feed) } };
}
