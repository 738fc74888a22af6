import { releasesOf } from '../../docs/generator/rule-releases';
import type { AnyRuleDescription, Rule, RuleDescription } from '../../src/base';
import { ALL_RULES, RULES, type RuleId } from '../../src/cli/all-rules';
import { DRILL_RULES } from '../../src/drill';
import { KIND_RULES } from '../../src/kind';
import { AD_JOBS_KIND } from '../../src/kinds/ad-jobs';
import { GLOBAL_ALERT_KIND } from '../../src/kinds/global-alert';
import { LOG_SETTINGS_KIND } from '../../src/kinds/log-settings';
import { THREAT_FEED_KIND } from '../../src/kinds/threat-feed';
import { TIGERA_POLICY_KIND } from '../../src/kinds/tigera-policy';
import { KUBERNETES_RULES } from '../../src/kubernetes';
import { LINT_RULES, MANIFEST_RULES } from '../../src/lint';
import { READING_RULES } from '../../src/reading';
import { captureStderr } from '../support';
import { testExamples } from './examples';

const all: [string, AnyRuleDescription][] = Object.entries(RULES);

/** The rules whose examples are tested in the folders of their rooms. */
const ELSEWHERE: readonly Rule[] = [
  ...[AD_JOBS_KIND, GLOBAL_ALERT_KIND, LOG_SETTINGS_KIND, THREAT_FEED_KIND, TIGERA_POLICY_KIND].flatMap(
    ({ rules }): readonly Rule[] => rules,
  ),
  ...DRILL_RULES,
  ...KIND_RULES,
  ...KUBERNETES_RULES,
  ...LINT_RULES,
  ...READING_RULES,
];

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

  it.each(all)('are sentences: %s', (id, { what, why }) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect([what, why].filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
  });

  it('are of manifests where lint finds something by the rule', () => {
    const others = Object.entries(MANIFEST_RULES).filter(([, { form = 'manifest' }]) => form !== 'manifest');
    expect(others.map(([id, { isInManifests }]) => [id, isInManifests])).toEqual([['workload/image', true]]);
  });
});

testExamples(ALL_RULES.filter((rule) => !ELSEWHERE.includes(rule)));

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
    ['log-settings/denied-range', 'Calico Enterprise: before 3.23.0-1.0; Calico Cloud: before 23.0.0'],
    [
      'port-scan-alert/threshold-unread',
      'Calico Enterprise: from 3.13, before 3.18.0-2.0; Calico Cloud: before 18.3.0',
    ],
  ])('are computed: %s', (id, expected) => {
    expect(releases(id)).toBe(expected);
  });
});
