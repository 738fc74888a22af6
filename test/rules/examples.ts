import { findingsOf } from '../../docs/generator/rule-examples';
import type { AnyRuleDescription, Rule, RuleDescription } from '../../src/base';
import { captureStderr } from '../support';

/** One release of each kind, since an additional wrong example is of one on which the first is right. */
const RELEASES = ['3.12', '3.14', '3.17', '3.22', '3.24'];

/** Tests that each wrong example is found by its rule, and by no other that is not listed, and each right one by none. */
export function testExamples(rules: readonly Rule[]): void {
  describe('the examples of rules', () => {
    captureStderr();

    it.each(runnable(rules))('do what they say: %s', (id, rule) => {
      const broken = new Set(findingsOf(rule.bad, rule).map((finding) => finding.rule));
      expect([...broken].sort()).toEqual([id, ...(rule.besides ?? [])].sort());
      expect(findingsOf(rule.good, rule)).toEqual([]);
      for (const text of rule.alsoBad ?? []) {
        const found = RELEASES.filter((on) => findingsOf(text, rule, on).some((finding) => finding.rule === id));
        expect(found).not.toEqual([]);
      }
    });
  });
}

/** The rules whose examples can be run. */
function runnable(rules: readonly Rule[]): [string, RuleDescription][] {
  const described: [string, AnyRuleDescription][] = rules.map(({ rule, description }) => [rule, description]);
  return described.filter((entry): entry is [string, RuleDescription] => entry[1].form !== 'words');
}
