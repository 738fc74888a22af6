import { CalicoRelease, CalicoTopology } from '../../src';
import { lint } from '../../src/lint';
import { MANIFEST_RULES } from '../../src/lint/manifest-rules';

const cluster = { release: CalicoRelease.parse('3.24'), topology: CalicoTopology.MANAGED };

function found(rule: string, first: string, second: string, file = 'b.yaml'): string[] {
  const files = { 'a.yaml': first, [file]: second };
  const sources = Object.entries(files).map(([name, text]) => ({ file: name, bytes: Buffer.from(text) }));
  return lint(sources, cluster)
    .findings.filter((finding) => finding.rule === rule)
    .map((finding) => `${finding.file} ${finding.severity} ${finding.path}: ${finding.message}`);
}

function annotated(text: string, value: string, key = 'cluster'): string {
  return text.replace('metadata:\n', `metadata:\n  annotations: { calico-threat-defense/${key}: ${value} }\n`);
}

describe.each([
  ['alert', 'global-alert'],
  ['exception', 'alert-exception'],
  ['webhook', 'security-event-webhook'],
  ['feed', 'threat-feed'],
  ['capture', 'packet-capture'],
  ['inspection', 'deep-packet-inspection'],
])('the name of an %s', (noun, folder) => {
  const rule = `${folder}/duplicate-name`;
  const [first = '', second = ''] = String(MANIFEST_RULES[rule]?.bad).split('---\n');
  const said = (file: string, other: string) =>
    `${file} warning metadata.name: is also the name of another ${noun} (${other}), and the one that is applied last replaces the other; rename one of them, or put them into different folders`;
  const both = [said('a.yaml', 'b.yaml'), said('b.yaml', 'a.yaml')];

  it('is reported if another one in the folder has it', () => {
    expect(found(rule, first, second)).toEqual(both);
    expect(found(rule, annotated(first, 'one'), second)).toEqual(both);
    expect(found(rule, annotated(first, 'one'), annotated(second, 'one'))).toEqual(both);
    expect(found(rule, `${first}---\n${second}`, '')).toEqual([said('a.yaml', 'a.yaml'), said('a.yaml', 'a.yaml')]);
  });

  it('is not reported for a copy, in another folder, for another cluster or release, or if it differs', () => {
    expect(found(rule, first, first)).toEqual([]);
    expect(found(rule, first, second, 'other/b.yaml')).toEqual([]);
    expect(found(rule, annotated(first, 'one'), annotated(second, 'two'))).toEqual([]);
    expect(found(rule, annotated(first, '"3.23"', 'release'), annotated(second, '"3.24"', 'release'))).toEqual([]);
    expect(found(rule, first, second.replace(/^ {2}name: \S+/m, '  name: another'))).toEqual([]);
  });
});

describe('names of other objects', () => {
  const alert = String(MANIFEST_RULES['global-alert/duplicate-name']?.good).split('---\n')[0] ?? '';
  const capture = String(MANIFEST_RULES['packet-capture/duplicate-name']?.bad).split('---\n');

  it('are no duplicates in another namespace, of another kind, or if they are generated', () => {
    const [first = '', second = ''] = capture;
    expect(found('packet-capture/duplicate-name', first, second.replace('namespace: shop', 'namespace: bank'))).toEqual(
      [],
    );
    const template = alert.replace('GlobalAlert', 'GlobalAlertTemplate').replace(/severity: \d+/, 'severity: 7');
    expect(found('global-alert/duplicate-name', alert, template)).toEqual([]);
    const generated = (severity: number) =>
      alert.replace('name:', 'generateName:').replace(/severity: \d+/, `severity: ${severity}`);
    expect(found('global-alert/duplicate-name', generated(7), generated(8))).toEqual([]);
  });

  it('are reported for templates', () => {
    const template = (severity: number) =>
      alert.replace('GlobalAlert', 'GlobalAlertTemplate').replace(/severity: \d+/, `severity: ${severity}`);
    expect(found('global-alert/duplicate-name', template(7), template(8))).toHaveLength(2);
  });
});
