import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ALL_RULES } from '../../src/cli/all-rules';
import { RulesPage } from '../../src/cli/rules-page';
import { bundled, runCommand } from './command';

const page = new RulesPage(readFileSync(resolve(__dirname, '..', '..', 'docs', 'rules.md'), 'utf8'));

describe('the command rules', () => {
  const command = bundled();
  const run = (...args: readonly string[]) => runCommand(command(), ['rules', ...args]);

  it('lists every rule', () => {
    const { stdout, stderr, exitCode } = run();
    expect([stderr, exitCode]).toEqual(['', 0]);
    const ids = stdout.split('\n').flatMap((line) => line.split(' ')[0] || []);
    expect(ids).toEqual(ALL_RULES.map(({ rule }) => rule).sort((left, right) => left.localeCompare(right, 'en')));
    expect(stdout).toMatch(/^global-alert\/severity-range {2,}error {4}all$/m);
    const listed = JSON.parse(run('--format', 'json').stdout);
    expect(listed.map(({ rule }: { rule: string }) => rule)).toEqual(ids);
    expect(listed[0]).toEqual({
      rule: ids[0],
      severity: 'error',
      releases: expect.any(String),
      url: expect.stringMatching(/docs\/rules\.md#/),
    });
  });

  it('explains one as docs/rules.md does', () => {
    const { stdout, exitCode } = run('global-alert/severity-range');
    expect(stdout).toMatch(
      /^# global-alert\/severity-range\n\n[^\n]+\n\n\* severity: error\n\* releases: all\n\nWrong/,
    );
    expect(stdout).toContain('```yaml\napiVersion: projectcalico.org/v3\n');
    expect(stdout).toMatch(/\n```\n\nhttps:.*\/docs\/rules\.md#global-alertseverity-range\n$/);
    expect(exitCode).toBe(0);
    const { rule, text } = JSON.parse(run('global-alert/severity-range', '--format', 'json').stdout);
    expect(stdout).toBe(`# ${rule}\n\n${text}\n\n${page.section(rule)?.url}\n`);
  });

  it('exits with 2 for a rule that does not exist', () => {
    expect(run('global-alert/severty-range')).toEqual({
      stdout: '',
      stderr:
        'calico-threat-defense rules: 1 problem\n  rule = "global-alert/severty-range": is not the ID of a rule; did you mean global-alert/severity-range? [command/rule-unknown]\n',
      exitCode: 2,
    });
  });

  it('suggests the rules of a name without its first part', () => {
    expect(run('never-wildcard').stderr).toBe(
      'calico-threat-defense rules: 1 problem\n  rule = "never-wildcard": is not the ID of a rule; did you mean global-alert/never-wildcard? [command/rule-unknown]\n',
    );
    expect(run('hides-too-much').stderr).toContain('did you mean alert-exception/hides-too-much?');
    expect(run('duplicate-name').stderr).toContain(
      'did you mean alert-exception/duplicate-name or block-policy/duplicate-name or deep-packet-inspection/duplicate-name or global-alert/duplicate-name or packet-capture/duplicate-name or security-event-webhook/duplicate-name or threat-feed/duplicate-name?',
    );
  });

  it('has a section with examples for every rule', () => {
    const without = page.rules.filter(({ rule }) => !page.section(rule)?.text.includes('Right:'));
    expect(without).toEqual([]);
    expect(page.rules).toHaveLength(ALL_RULES.length);
    const withOthers = page.rules.filter(({ rule }) => /^## /m.test(page.section(rule)?.text ?? ''));
    expect(withOthers).toEqual([]);
  });
});
