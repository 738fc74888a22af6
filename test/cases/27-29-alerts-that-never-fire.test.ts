import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintText } from '../lint/lint-text';
import { describeWithShared, sharedFolder } from '../shared-folder';

/** Findings of a case's file, without those that other cases are about. */
function findings(name: string, release: string): string[] {
  const text = readFileSync(join(sharedFolder ?? '', 'cases', name, 'alert.yaml'), 'utf8');
  return lintText(text, release)
    .findings.filter(({ rule }) => rule.startsWith('global-alert/never-'))
    .map(({ line, severity, rule, path, message }) => `${line} ${severity} ${rule} ${path}: ${message}`);
}

describeWithShared('an alert that names a renamed tier', () => {
  const CASE = '27-query-for-the-old-tier';

  it.each(['3.24', '3.23', '3.23.0-2.0', 'cloud-23.0.1'])('is warned of on %s', (release) => {
    const [finding, ...others] = findings(CASE, release);
    expect(finding).toMatch(
      /^11 warning global-alert\/never-tier spec\.query: .*names the tier allow-tigera, which is/,
    );
    expect(finding).toContain('calico-system');
    expect(others).toEqual([]);
  });

  it.each(['3.22', '3.23.0-1.0', 'cloud-22.5.0'])('is fine on %s', (release) => {
    expect(findings(CASE, release)).toEqual([]);
  });

  it('is warned of the other way round', () => {
    const text = readFileSync(join(sharedFolder ?? '', 'cases', CASE, 'alert.yaml'), 'utf8');
    const renamed = text.replace('allow-tigera', 'calico-system');
    const rules = (release: string) => lintText(renamed, release).findings.map(({ rule }) => rule);
    expect(rules('3.22')).toContain('global-alert/never-tier');
    expect(rules('3.24')).not.toContain('global-alert/never-tier');
  });
});

describeWithShared('an alert over image scans', () => {
  const CASE = '28-vulnerability-data-set';

  it.each([
    ['cloud-23.0.0', 'was removed in Calico Cloud 23.0.0'],
    ['cloud-23.0.1', 'was removed in Calico Cloud 23.0.0'],
    ['3.24', 'only Calico Cloud had Image Assurance'],
    ['3.12', 'only Calico Cloud had Image Assurance'],
  ])('is warned of on %s', (release, why) => {
    const [finding, ...others] = findings(CASE, release);
    expect(finding).toMatch(/^10 warning global-alert\/never-vulnerability spec\.dataSet: /);
    expect(finding).toContain(why);
    expect(others).toEqual([]);
  });

  it('is fine where there are such scans', () => {
    expect(findings(CASE, 'cloud-22.5.0')).toEqual([]);
  });
});

describeWithShared('an alert about fields that aggregation leaves empty', () => {
  it('is warned of, in the query and in aggregateBy', () => {
    const found = findings('29-fields-that-aggregation-empties', '3.24');
    expect(found.map((finding) => finding.split(':')[0])).toEqual([
      '11 warning global-alert/never-aggregated-away spec.query',
      '12 warning global-alert/never-aggregated-away spec.aggregateBy[1]',
    ]);
    for (const finding of found) {
      expect(finding).toContain(
        'use source_name_aggr, or set flowLogsFileAggregationKindForAllowed: 1 in the FelixConfiguration',
      );
    }
  });
});
