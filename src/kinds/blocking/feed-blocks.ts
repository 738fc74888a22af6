import { type Keys, type Manifest, valueAt } from '../../base';
import type { Selector } from '../../query';
import type { Direction } from './policy-manifest';
import { labelKeysOf, type ReadRule, rulesOf, selectorAt } from './read-policy';

/** A rule that denies the addresses of threat feeds. */
export interface FeedBlock {
  readonly rule: ReadRule;
  readonly direction: Direction;
  readonly selector: Selector;
  readonly selectorText: unknown;
  readonly selectorKeys: Keys;
  /** Whether it is limited to objects outside of namespaces. */
  readonly isGlobal: boolean;
}

const DIRECTIONS: readonly Direction[] = ['Ingress', 'Egress'];

/** A label key, or a word of it, that only feeds have. */
const FEED_KEY = /(?:^|[^a-z])(?:threats?|feeds?|threat-?feeds?)(?:$|[^a-z])/i;

/** Whether the key of a label looks like that of the network set of a feed. */
export function isFeedKey(key: string): boolean {
  return FEED_KEY.test(key);
}

/** The rules of a policy that deny what has a label like that of a feed, by which a policy is a block. */
export function feedBlocksOf(policy: Manifest): FeedBlock[] {
  return DIRECTIONS.flatMap((direction) => rulesOf(policy, direction).flatMap(blockOf));
}

function blockOf(rule: ReadRule): FeedBlock[] {
  const side = rule.direction === 'Egress' ? 'destination' : 'source';
  const entity = valueAt(rule.data, side);
  const selector = selectorAt(entity, 'selector');
  if (rule.action !== 'Deny' || selector === undefined) {
    return [];
  }
  const namespaces = valueAt(entity, 'namespaceSelector') ?? '';
  const isGlobal = selectorAt(entity, 'namespaceSelector')?.kind === 'global';
  const namesFeed = labelKeysOf(selector).some(isFeedKey);
  // A selector of namespaces selects pods, and network sets of a namespace, which no feed has.
  if (!namesFeed || !(isGlobal || namespaces === '')) {
    return [];
  }
  return [
    {
      rule,
      direction: rule.direction,
      selector,
      selectorText: valueAt(entity, 'selector'),
      selectorKeys: [...rule.keys, side, 'selector'],
      isGlobal,
    },
  ];
}
