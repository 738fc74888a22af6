import { FindingSeverity } from '../../src/base';
import { type KindCounts, kindsText, type LintFinding, type LintResult, REPORTERS } from '../../src/lint';
import { alertText, CHECKED, lintText } from './lint-text';

const SUMMARY = 'No problems: 3 objects checked (3 GlobalAlert); 1 file, 2 documents\n';

function report(format: string, result: Partial<LintResult>, options: { readonly isColored?: boolean } = {}): string {
  const whole = { findings: [], checked: CHECKED, crashes: [], ...result };
  return REPORTERS[format]?.(whole, { version: '1.2.3', ...options }) ?? '';
}

function finding(severity: FindingSeverity, line: number): LintFinding {
  return { file: 'a.yaml', line, column: 1, object: '', rule: 'r', severity, path: '', message: 'm' };
}

describe('the end of a report for people', () => {
  it.each<[string, Partial<LintResult>, string]>([
    ['nothing to add', {}, ''],
    ['no findings that were left out', { omitted: { baseline: 0, quiet: 0 } }, ''],
    ['one finding of a baseline', { omitted: { baseline: 1 } }, 'Not shown: 1 finding in the baseline.\n'],
    [
      'findings of a baseline, and one warning',
      { omitted: { baseline: 2, quiet: 1 } },
      'Not shown: 2 findings in the baseline.\nNot shown because of --quiet: 1 warning or notice.\n',
    ],
    ['warnings', { omitted: { quiet: 2 } }, 'Not shown because of --quiet: 2 warnings and notices.\n'],
    [
      'a template',
      { checked: { ...CHECKED, templates: 1 } },
      'Skipped: 1 template of Helm charts; render the charts and check the result, as in helm template CHART | npx cdk8s-calico-threat-defense lint -\n',
    ],
    [
      'a patch, and templates',
      { checked: { ...CHECKED, templates: 2, patches: 1 } },
      'Skipped: 2 templates of Helm charts; render the charts and check the result, as in helm template CHART | npx cdk8s-calico-threat-defense lint -\nSkipped: 1 patch of kustomizations; check what kustomize builds, as in kubectl kustomize FOLDER | npx cdk8s-calico-threat-defense lint -\n',
    ],
    [
      'patches',
      { checked: { ...CHECKED, patches: 2 } },
      'Skipped: 2 patches of kustomizations; check what kustomize builds, as in kubectl kustomize FOLDER | npx cdk8s-calico-threat-defense lint -\n',
    ],
    [
      'objects for other clusters',
      { checked: { ...CHECKED, otherClusters: { 'Calico Enterprise 3.14': 2, 'a standalone cluster': 1 } } },
      'Made for a cluster other than the one that was set explicitly: 2 for Calico Enterprise 3.14, 1 for a standalone cluster; without --calico-release and --calico-topology, each object is checked for its own cluster.\n',
    ],
  ])('reports %s', (_, result, notes) => {
    expect(report('text', result)).toBe(`${SUMMARY}${notes}`);
  });

  it.each<[string, Partial<LintResult['checked']>, string]>([
    ['nothing', { objects: 0, kinds: {} }, 'Nothing was checked; 1 file, 2 documents\n'],
    [
      'only what it does not know',
      { objects: 0, kinds: {}, skipped: 2, skippedKinds: { Role: 1 } },
      'Nothing was checked: 2 objects skipped (1 Role); 1 file, 2 documents\n',
    ],
    [
      'something, and skipped the rest',
      { objects: 1, kinds: { Tier: 1 }, skipped: 3, skippedKinds: { Role: 1, Pod: 2 }, files: 2, documents: 1 },
      'No problems: 1 object checked (1 Tier), 3 skipped (2 Pod, 1 Role); 2 files, 1 document\n',
    ],
  ])('reports that it checked %s', (_, checked, text) => {
    expect(report('text', { checked: { ...CHECKED, ...checked } })).toBe(text);
  });

  it('counts findings by severity, of each file and of all', () => {
    const { ERROR, WARNING, NOTICE } = FindingSeverity;
    const findings = [
      ...[ERROR, ERROR, WARNING, NOTICE, NOTICE].map((severity, index) => finding(severity, index + 1)),
      { ...finding(WARNING, 1), file: 'b.yaml' },
    ];
    expect(report('text', { findings })).toBe(
      [
        'a.yaml: 2 errors, 1 warning, 2 notices',
        '  1:1 error m [r]',
        '  2:1 error m [r]',
        '  3:1 warning m [r]',
        '  4:1 notice m [r]',
        '  5:1 notice m [r]',
        '',
        'b.yaml: 1 warning',
        '  1:1 warning m [r]',
        '',
        '2 errors, 2 warnings, 2 notices: 3 objects checked (3 GlobalAlert); 1 file, 2 documents',
        '',
      ].join('\n'),
    );
  });

  it('is colored on request only, without a change of the words', () => {
    const findings = [FindingSeverity.ERROR, FindingSeverity.WARNING, FindingSeverity.NOTICE].map(finding);
    const colored = report('text', { findings }, { isColored: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colors
    const escapes = /\u001b\[\d+m/g;
    expect(colored.replace(escapes, '')).toBe(report('text', { findings }));
    expect(colored.replaceAll('\u001b', '^').split('\n').slice(0, 4)).toEqual([
      '^[1ma.yaml: 1 error, 1 warning, 1 notice^[22m',
      '  0:1 ^[31merror^[39m m ^[2m[r]^[22m',
      '  1:1 ^[33mwarning^[39m m ^[2m[r]^[22m',
      '  2:1 ^[36mnotice^[39m m ^[2m[r]^[22m',
    ]);
    expect(report('text', { findings }, { isColored: false })).not.toMatch(escapes);
  });
});

describe('counts by kind', () => {
  it.each<[string, KindCounts, string]>([
    ['nothing', {}, ''],
    ['the most frequent first', { A: 1, B: 3, C: 2 }, ' (3 B, 2 C, 1 A)'],
    ['five at most', { A: 9, B: 8, C: 7, D: 6, E: 5 }, ' (9 A, 8 B, 7 C, 6 D, 5 E)'],
    [
      'and the others together',
      { A: 9, B: 8, C: 7, D: 6, E: 5, F: 4, G: 2 },
      ' (9 A, 8 B, 7 C, 6 D, 5 E, 6 of other kinds)',
    ],
    ['names up to a limit', { ['k'.repeat(63)]: 1 }, ` (1 ${'k'.repeat(63)})`],
    ['a longer name without its end', { ['k'.repeat(64)]: 1 }, ` (1 ${'k'.repeat(63)}…)`],
    ['names that terminals would interpret', { 'a\u001b[31m': 1 }, ' (1 a\\u001b[31m)'],
  ])('print %s', (_, counts, text) => {
    expect(kindsText(counts)).toBe(text);
  });
});

describe('SARIF', () => {
  it('has the rule of a finding that is not about manifests by its ID alone', () => {
    const log = JSON.parse(report('sarif', { findings: [finding(FindingSeverity.ERROR, 1)] }));
    expect(log.runs[0].tool.driver.rules).toEqual([{ id: 'r' }]);
    expect(log.runs[0].results[0].locations[0].logicalLocations).toBeUndefined();
  });
});

describe('the place of a finding', () => {
  it('ends after the string of a query that it is about, or at the end of a string without its closing quote', () => {
    const placesOf = (query: string) =>
      lintText(alertText('severity: 1', `query: ${query}`)).findings.map(
        ({ column, endColumn, rule }) => `${column}-${endColumn} ${rule}`,
      );
    expect(placesOf('dest_port = "a b" AND proto = "tcp"')).toEqual(['22-27 query/value']);
    expect(placesOf('proto = "tcp')).toEqual(['18-22 query/syntax']);
  });
});
