import { type Finding, fieldPath, type Manifest, warningRule } from '../../base';
import { blockPolicy, denyTo, PASS } from './example';
import { type FeedBlock, feedBlocksOf } from './feed-blocks';
import { directionsOf, fieldOf, rulesOf } from './read-policy';

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
  return feedBlocksOf(policy).flatMap((block) => {
    const message = directions.includes(block.direction)
      ? unreachable(policy, block)
      : `is never evaluated, because types has no ${block.direction}; add it`;
    return message === undefined ? [] : [{ ...NEVER, keys: block.rule.keys, message }];
  });
}

function unreachable(policy: Manifest, { rule, direction }: FeedBlock): string | undefined {
  const before = rulesOf(policy, direction).slice(0, rule.index);
  const end = before.find(({ isPlain, action }) => isPlain && ENDS.has(action));
  return end === undefined
    ? undefined
    : `is never evaluated, because ${fieldPath(end.keys)} ${ENDS.get(end.action)} all ${fieldOf(direction)} traffic; put this rule before it`;
}

/** The rules that this file checks. */
export const ORDER_CHECKS_RULES = [NEVER] as const;
