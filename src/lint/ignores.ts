import { errorRule, type Finding, suggestion, warningRule } from '../base';
import type { IgnoreComment } from '../reading';
import { ruleIds } from '../rules';

const WITHOUT_REASON = errorRule('lint/ignore-without-reason');
const UNUSED = warningRule('lint/ignore-unused');

/** The rules that comments turn off for the object below them. */
export function rulesTurnedOff(comments: readonly IgnoreComment[]): Set<string> {
  return new Set(comments.filter(({ reason }) => reason !== '').map(({ rule }) => rule));
}

/**
 * What is to be said of a comment itself.
 *
 * @param found the rules that found something in the object below it; undefined where there is no object
 */
export function checkIgnore({ rule, reason }: IgnoreComment, found: ReadonlySet<string> | undefined): Finding[] {
  const finding = { path: '', value: rule };
  if (!ruleIds().includes(rule)) {
    const message = `is no rule, so this comment turns nothing off: write # calico-threat-defense-ignore RULE: reason${suggestion(rule, ruleIds())}`;
    return [{ ...UNUSED, ...finding, message }];
  }
  if (reason === '') {
    const message = `turns nothing off without a reason: write it behind the rule, as in # calico-threat-defense-ignore ${rule}: reason`;
    return [{ ...WITHOUT_REASON, ...finding, message }];
  }
  if (found?.has(rule)) {
    return [];
  }
  const place = found === undefined ? 'stands above no object' : 'finds nothing in the object below';
  return [{ ...UNUSED, ...finding, message: `${place}, so this comment turns nothing off: remove it` }];
}
