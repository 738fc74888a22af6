import { type Finding, fieldPath, type Manifest, warningRule } from '../../base';
import { blockPolicy, denyTo, PASS } from './example';
import { type FeedBlock, feedBlocksOf } from './feed-blocks';
import type { Direction } from './policy-manifest';
import { directionsOf, fieldOf, type ReadRule, rulesOf } from './read-policy';

const NEVER = warningRule({
  id: 'block-policy/never-denies',
  what: 'A rule that denies the addresses of a feed should be evaluated.',
  why: 'Calico evaluates only the rules of the directions in types, in their order, and the first Allow, Deny or Pass that matches ends the evaluation of the policy. A rule that is never evaluated denies nothing.',
  bad: blockPolicy({ rules: [PASS, denyTo("feed == 'bad-addresses'")] }),
  good: blockPolicy(),
});

/** What ends the evaluation of a policy without denying anything, in words. */
const ENDS: ReadonlyMap<unknown, string> = new Map([
  ['Allow', 'allows'],
  ['Pass', 'passes on'],
]);

/** Checks that the rules of a block are evaluated at all. */
export function checkOrder(policy: Manifest): Finding[] {
  const directions = directionsOf(policy);
  // Found once, because a policy may have thousands of rules.
  const ends = new Map(directions.map((direction) => [direction, endWithoutDenial(policy, direction)]));
  return feedBlocksOf(policy).flatMap((block) => {
    const message = directions.includes(block.direction)
      ? unreachable(block, ends.get(block.direction))
      : `is never evaluated, because types has no ${block.direction}; add it`;
    return message === undefined ? [] : [{ ...NEVER, keys: block.rule.keys, message }];
  });
}

/** The first rule that ends the evaluation of all traffic without denying anything. */
function endWithoutDenial(policy: Manifest, direction: Direction): ReadRule | undefined {
  return rulesOf(policy, direction).find(({ isPlain, action }) => isPlain && ENDS.has(action));
}

function unreachable({ rule, direction }: FeedBlock, end: ReadRule | undefined): string | undefined {
  return end === undefined || end.index >= rule.index
    ? undefined
    : `is never evaluated, because ${fieldPath(end.keys)} ${ENDS.get(end.action)} all ${fieldOf(direction)} traffic; put this rule before it`;
}

/** The rules that this file checks. */
export const ORDER_CHECKS_RULES = [NEVER] as const;
