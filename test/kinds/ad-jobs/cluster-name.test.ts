import { AdJobsDeployment } from '../../../src';
import { adJobs } from '../../../src/base/example-manifests';
import { lintText } from '../../lint/lint-text';
import { captureStderr, managedCluster, synthesize } from '../../support';

const jobsOf = (name: string) => adJobs(['- name: CLUSTER_NAME', `  value: ${name}`]);

describe('the name of the cluster in the AD jobs', () => {
  const stderr = captureStderr();

  it.each(['3.12', '3.14', 'cloud-3.14'])('is reported without a tenant on %s', (release) => {
    const findings = lintText(jobsOf('aks-prod'), release).findings.filter(({ rule }) => rule.startsWith('cluster/'));
    expect(findings).toMatchObject([
      { rule: 'cluster/name-without-tenant', severity: 'warning', line: 14, column: 22, value: '"aks-prod"' },
    ]);
  });

  it.each([
    ['3.11', 'aks-prod'],
    ['3.12', 'acme.aks-prod'],
    ['3.12', 'cluster'],
    ['3.12', 'Aks_prod'],
  ])('is not on %s: %s', (release, name) => {
    expect(lintText(jobsOf(name), release).findings.map(({ rule }) => rule)).not.toContain(
      'cluster/name-without-tenant',
    );
  });

  it('is reported once for a program', () => {
    synthesize((chart) => {
      new AdJobsDeployment(chart, 'jobs', { cluster: managedCluster('3.12', 'aks-prod') });
    });
    expect(stderr().match(/name-without-tenant/g)).toHaveLength(1);
  });
});
