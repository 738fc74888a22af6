import type { Finding } from '../base';

/** More of one kind in one place is one mistake, made by a program, or an attack on the reader. */
const MOST_OF_A_RULE = 100;

/** The findings without those that only repeat a rule once more; the last one says how many are left out. */
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
