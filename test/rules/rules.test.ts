import { findingsOf } from '../../docs/generator/rule-examples';
import { releasesOf } from '../../docs/generator/rule-releases';
import type { AnyRuleDescription, RuleDescription } from '../../src/base';
import { ALL_RULES, RULES, type RuleId } from '../../src/cli/all-rules';
import { MANIFEST_RULES } from '../../src/lint';
import { captureStderr } from '../support';

const all: [string, AnyRuleDescription][] = Object.entries(RULES);
const runnable = all.filter((entry): entry is [string, RuleDescription] => entry[1].form !== 'words');

/** Fails to compile where the list of ids is open. */
const CLOSED: string extends RuleId ? never : true = true;

describe('the descriptions of rules', () => {
  captureStderr();

  it('are of every rule by which anything can be found: the list of ids is closed', () => {
    expect(CLOSED).toBe(true);
    // @ts-expect-error an id that no rule has
    const unknown: RuleId = 'global-alert/not-described';
    expect(Object.hasOwn(RULES, unknown)).toBe(false);
  });

  it('are of one rule for each id', () => {
    const ids = ALL_RULES.map(({ rule }) => rule);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('give a finding their id and severity, and nothing else', () => {
    expect(ALL_RULES.map((rule) => Object.keys({ ...rule }).sort())).toEqual(ALL_RULES.map(() => ['rule', 'severity']));
  });

  it.each(runnable)('have examples that do what they say: %s', (id, rule) => {
    const broken = new Set(findingsOf(rule.bad, rule).map((finding) => finding.rule));
    expect([...broken].sort()).toEqual([id, ...(rule.besides ?? [])].sort());
    expect(findingsOf(rule.good, rule)).toEqual([]);
  });

  it.each(all)('are sentences: %s', (id, { what, why }) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect([what, why].filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
  });

  it('are of manifests where lint finds something by the rule', () => {
    const forms = Object.values(MANIFEST_RULES).map(({ form = 'manifest' }) => form);
    expect(new Set(forms)).toEqual(new Set(['manifest']));
  });
});

describe('the releases of a rule', () => {
  captureStderr();
  const releases = (id: RuleId) => releasesOf(id, RULES[id] as RuleDescription);

  it.each<[RuleId, string]>([
    ['yaml/syntax', 'all'],
    ['global-alert/severity-range', 'all'],
    ['tigera-policy/tier', 'all'],
    ['tigera-policy/guardian-namespace', 'all'],
    ['detector-alert/not-yet', 'Calico Enterprise: before 3.13; Calico Cloud: none'],
    ['detector-alert/removed', 'Calico Enterprise: from 3.18.0-2.0; Calico Cloud: from 18.3.0'],
    ['global-alert/field-too-long', 'Calico Enterprise: from 3.24.0; Calico Cloud: none'],
    ['workshop/ad-jobs-left-out', 'Calico Enterprise: from 3.18.0-2.0; Calico Cloud: from 18.3.0'],
    [
      'port-scan-alert/threshold-unread',
      'Calico Enterprise: from 3.13, before 3.18.0-2.0; Calico Cloud: before 18.3.0',
    ],
  ])('are computed: %s', (id, expected) => {
    expect(releases(id)).toBe(expected);
  });
});
