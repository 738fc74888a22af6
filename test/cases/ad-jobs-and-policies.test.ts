import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { type LintFinding, lint } from '../../src/lint';
import { describeWithShared, sharedFolder } from '../shared-folder';

/** What lint finds in all files of a case but its description, or in one of them. */
function lintCase(name: string, release: string, wanted = /\.yaml$/): readonly LintFinding[] {
  const folder = join(sharedFolder ?? '', 'cases', name);
  const files = readdirSync(folder).filter((file) => wanted.test(file));
  const sources = files.map((file) => ({ file, bytes: readFileSync(join(folder, file)) }));
  expect(sources.length).toBeGreaterThan(0);
  return lint(sources, { release: CalicoRelease.parse(release), topology: CalicoTopology.MANAGED }).findings;
}

const summaries = (findings: readonly LintFinding[]) =>
  findings.map(({ line, column, severity, rule }) => `${line}:${column} ${severity} ${rule}`);

describeWithShared('cases of AD jobs', () => {
  it('01: null is the empty name of a cluster', () => {
    const [finding, ...others] = lintCase('01-cluster-name-null', '3.12');
    expect(finding).toMatchObject({ line: 20, column: 21, severity: 'error', rule: 'cluster/name', value: '""' });
    expect(finding?.message).toMatch(/^must not be empty; /);
    expect(others).toEqual([]);
  });

  it('03: values that are numbers and booleans are refused', () => {
    const findings = lintCase('03-env-value-not-text', '3.12');
    expect(findings.map(({ line, severity, rule }) => `${line} ${severity} ${rule}`)).toEqual([
      '20 error workload/env-value',
      '22 error workload/env-value',
      '24 error workload/env-value',
    ]);
    expect(findings.map(({ message }) => message)).toEqual(
      ['a number here; quote it: "12345"', 'a number here; quote it: "200"', 'a boolean here; quote it: "true"'].map(
        (end) => `must be a string, because the API server rejects ${end}`,
      ),
    );
    expect(lintCase('03-env-value-not-text', '3.14').map(({ path, rule }) => `${path} ${rule}`)[0]).toBe(
      'kind ad-jobs/superseded',
    );
  });

  it('10: the container of the jobs is found behind a sidecar', () => {
    const [finding, ...others] = lintCase('10-sidecar-before-the-jobs', '3.12');
    expect(finding).toMatchObject({ rule: 'ad-jobs/setting-type', severity: 'error', line: 18, column: 22 });
    expect(finding?.path).toBe('spec.template.spec.containers[1].env[AD_max_docs]');
    expect(others).toEqual([]);
  });

  it('22: there is one finding where the jobs are gone, and it is about what is in the file', () => {
    for (const release of ['3.18', '3.24', 'cloud-18.3', 'cloud-23.0.1']) {
      const findings = lintCase('22-ad-jobs-where-they-are-gone', release);
      expect(summaries(findings)).toEqual(['2:7 error ad-jobs/removed']);
      expect(findings[0]?.path).toBe('kind');
      expect(findings[0]?.message).not.toMatch(/AdJobsDeployment|PortScanAlert|is made/);
    }
    const [superseded, ...others] = lintCase('22-ad-jobs-where-they-are-gone', '3.14');
    expect(superseded).toMatchObject({ rule: 'ad-jobs/superseded', path: 'kind', line: 2, column: 7 });
    expect(superseded?.message).not.toMatch(/it is made/);
    expect(others.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([
        'ad-jobs/cluster-name-missing',
        'ad-jobs/score-threshold-sign',
        'ad-jobs/unknown-job',
        'ad-jobs/image-release',
      ]),
    );
  });

  it('31: an image of another release, and one without a tag', () => {
    const [finding, ...others] = lintCase('31-image-of-another-release', '3.12', /^ad-jobs/);
    expect(finding).toMatchObject({ rule: 'ad-jobs/image-release', severity: 'warning', line: 17, column: 18 });
    expect(finding?.message).toBe(
      'is the image of Calico Enterprise 3.7, which reads different variables and expects the certificate for a different path to Elasticsearch; for Calico Enterprise 3.12.0, use the tag v3.12.0',
    );
    expect(others).toEqual([]);
    const [untagged, ...more] = lintCase('31-image-of-another-release', '3.12', /^untagged/);
    expect(untagged).toMatchObject({ rule: 'workload/image', severity: 'warning' });
    expect(untagged?.message).toMatch(/^is not pinned/);
    expect(more).toEqual([]);
  });

  it('32: the name of a cluster in the place of the name of its variable', () => {
    const findings = lintCase('32-name-and-value-replaced', '3.12');
    const hint = findings.find(({ line, column }) => line === 19 && column === 21);
    expect(hint).toMatchObject({ rule: 'ad-jobs/unknown-variable', value: '"acme.aks-prod"' });
    expect(hint?.message).toContain('set the name of the cluster as the value of CLUSTER_NAME');
    expect(findings.map(({ rule }) => rule).sort()).toEqual([
      'ad-jobs/cluster-name-missing',
      'ad-jobs/unknown-variable',
    ]);
  });
});

describeWithShared("cases of Calico's policies", () => {
  it('04: the tier of Calico Cloud follows its releases', () => {
    expect(summaries(lintCase('04-cloud-23-tier', 'cloud-23.0.1'))).toEqual(['7:9 error tigera-policy/tier']);
    expect(summaries(lintCase('04-cloud-23-tier', 'cloud-22.5'))).toEqual([]);
    expect(summaries(lintCase('04-cloud-23-tier', '3.24'))).toEqual(['7:9 error tigera-policy/tier']);
  });

  it("05: a policy in the API of Calico's own storage is looked at", () => {
    expect(summaries(lintCase('05-crd-group-not-looked-at', '3.24', /^policy/))).toContain(
      '9:9 error tigera-policy/tier',
    );
  });

  it('06: the tier holds for all kinds of policies', () => {
    expect(summaries(lintCase('06-other-policy-kinds', '3.24'))).toEqual([
      '7:9 error tigera-policy/tier',
      '15:9 error tigera-policy/tier',
      '23:9 error tigera-policy/tier',
    ]);
    expect(summaries(lintCase('06-other-policy-kinds', '3.22'))).toEqual([]);
  });

  it("07: guardian's pods have another label from 3.21.0-2.0 on", () => {
    const [finding, ...others] = lintCase('07-guardian-label', '3.24');
    expect(finding).toMatchObject({ rule: 'tigera-policy/guardian-label', severity: 'error', line: 13, column: 19 });
    expect(finding?.message).toContain('k8s-app: guardian');
    expect(others).toEqual([]);
    expect(summaries(lintCase('07-guardian-label', '3.22'))).toEqual([
      '7:9 error tigera-policy/tier',
      '13:19 error tigera-policy/guardian-label',
    ]);
  });

  it('08: a name begins with its tier, as long as the API server demands it', () => {
    for (const release of ['3.14', '3.22', 'cloud-22.5']) {
      expect(summaries(lintCase('08-policy-name-without-tier', release))).toEqual([
        '4:9 error tigera-policy/name-prefix',
        '15:9 error tigera-policy/name-prefix',
      ]);
    }
    const newer = lintCase('08-policy-name-without-tier', '3.24');
    expect(newer.map(({ rule }) => rule)).toEqual(['tigera-policy/tier', 'tigera-policy/tier']);
    expect(newer[0]?.message).not.toMatch(/name of the policy/);
  });

  it('11: a selector may hold both places of guardian', () => {
    for (const release of ['3.23', '3.24']) {
      expect(summaries(lintCase('11-guardian-in-either-namespace', release))).toEqual([]);
    }
    expect(summaries(lintCase('11-guardian-in-either-namespace', '3.14'))).toEqual(['7:9 error tigera-policy/tier']);
  });
});
