import { alert, errorRule, type Finding, suggestion, warningRule } from '../base';
import type { IgnoreComment } from '../reading';

const RIGHT = alert();

const WITHOUT_REASON = errorRule({
  id: 'lint/ignore-without-reason',
  what: 'A comment that turns off a rule must give a reason.',
  why: 'Later readers need to know whether the reason still applies. A comment without a reason has no effect.',
  bad: `# calico-threat-defense-ignore global-alert/severity-range\n${alert({ severity: '0' })}`,
  good: `# calico-threat-defense-ignore global-alert/severity-range: a draft, never applied\n${alert({ severity: '0' })}`,
  besides: ['global-alert/severity-range'],
});
const UNUSED = warningRule({
  id: 'lint/ignore-unused',
  what: 'A comment that turns off a rule should be above an object that violates the rule.',
  why: 'Either the problem is fixed or the rule is misspelled. An unused comment could hide a later problem.',
  bad: `# calico-threat-defense-ignore global-alert/severity-range: a draft, never applied\n${RIGHT}`,
  good: RIGHT,
});

/** The rules that comments turn off for the object below them. */
export function rulesTurnedOff(comments: readonly IgnoreComment[]): Set<string> {
  return new Set(comments.filter(({ reason }) => reason !== '').map(({ rule }) => rule));
}

/**
 * Checks a comment itself.
 *
 * @param found the rules that found something in the object below it; undefined where there is no object
 * @param ids the rules that a comment can turn off
 */
export function checkIgnore(
  { rule, reason }: IgnoreComment,
  found: ReadonlySet<string> | undefined,
  ids: readonly string[],
): Finding[] {
  const finding = { keys: [], value: rule };
  if (!ids.includes(rule)) {
    const message = `is not a rule ID, so this comment has no effect: use # calico-threat-defense-ignore RULE: reason${suggestion(rule, ids)}`;
    return [{ ...UNUSED, ...finding, message }];
  }
  if (reason === '') {
    const message = `has no effect without a reason: add it after the rule, as in # calico-threat-defense-ignore ${rule}: reason`;
    return [{ ...WITHOUT_REASON, ...finding, message }];
  }
  if (found?.has(rule)) {
    return [];
  }
  const place = found === undefined ? 'has no object below it' : 'reports nothing in the object below';
  return [{ ...UNUSED, ...finding, message: `${place}, so this comment has no effect: remove it` }];
}

/** The rules that this file checks. */
export const IGNORES_RULES = [WITHOUT_REASON, UNUSED] as const;
