import type { Finding } from '../base';

/** More findings of one rule in one place come from one mistake of a program, or from an attack on the reader. */
const MOST_OF_A_RULE = 100;

/** Limits the findings of each rule; the last one reports how many were omitted. */
export function withoutFlood<Found extends Finding>(findings: readonly Found[]): Found[] {
  const byRule = new Map<string, Found[]>();
  for (const finding of findings) {
    const list = byRule.get(finding.rule) ?? [];
    list.push(finding);
    byRule.set(finding.rule, list);
  }
  return [...byRule.values()].flatMap((list) => {
    const last = list[MOST_OF_A_RULE - 1];
    const more = list.length - MOST_OF_A_RULE;
    return last === undefined || more <= 0
      ? list
      : [...list.slice(0, MOST_OF_A_RULE - 1), { ...last, message: `${last.message} (and ${more} more like this)` }];
  });
}
