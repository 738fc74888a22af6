import { CalicoCluster, CalicoRelease } from '../../../src';
import { FindingSeverity, fieldPath } from '../../../src/base';
import { checkAdJobs, checkAdJobsManifest } from '../../../src/kinds/ad-jobs';
import { managedCluster } from '../../support';

interface Entry {
  readonly name: string;
  readonly value: string;
}

function deployment(image: string, env: readonly Entry[]) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { template: { spec: { containers: [{ image: `quay.io/tigera/anomaly_detection_jobs:${image}`, env }] } } },
  };
}

const NAMED: Entry = { name: 'CLUSTER_NAME', value: 'acme.aks-prod' };
/** On the release that the image is of. */
const managed = (image: string, ...env: Entry[]) =>
  checkAdJobs(deployment(image, env), managedCluster(image.replace(/^v(.*)\.\d+$/, '$1')));
const rules = (findings: ReturnType<typeof checkAdJobs>) => findings.map(({ rule, severity }) => `${severity} ${rule}`);

/** What people really published, each with what is said of it. */
describe('mistakes found in the wild', () => {
  it('a disabled job that lacks its last letter', () => {
    const findings = managed('v3.9.0', NAMED, {
      name: 'AD_DISABLED_JOBS',
      value: 'l7_latency,http_connection_spike,process_restart',
    });
    expect(rules(findings)).toEqual(['error ad-jobs/unknown-job']);
    expect(findings[0]).toMatchObject({
      value: 'process_restart',
      message: expect.stringContaining('did you mean process_restarts?'),
    });
  });

  it('old variables beside a new image, for a job that is disabled as well', () => {
    const findings = managed(
      'v3.12.0',
      NAMED,
      { name: 'AD_DISABLED_JOBS', value: 'dns_latency' },
      { name: 'AD_DnsLatency_IsolationForest_score_threshold', value: '-0.886' },
      { name: 'AD_SeasonalAD_c', value: '500' },
    );
    expect(rules(findings)).toEqual(['warning ad-jobs/other-generation', 'warning ad-jobs/disabled-job-setting']);
    expect(findings[0]?.message).toContain(
      'AD_DnsLatency_IsolationForest_score_threshold (now AD_DNS_LATENCY_SENSITIVITY), AD_SeasonalAD_c',
    );
    expect(findings[1]?.message).toMatch(/^AD_DnsLatency_IsolationForest_score_threshold has no effect/);
  });

  it.each(['$CALICOCLUSTERNAME', 'acme.aks-prod', 'CALICOCLUSTERNAME'])('name and value swapped: %s', (name) => {
    const findings = managed('v3.7.0', { name, value: 'CLUSTER_NAME' });
    expect(rules(findings)).toEqual(['error ad-jobs/cluster-name-missing', 'error ad-jobs/variable-swapped']);
    expect(findings[1]).toMatchObject({
      value: 'CLUSTER_NAME',
      message: expect.stringContaining('name and value are swapped'),
    });
  });

  it('the cluster name in the place of the variable name', () => {
    const broken = deployment('v3.7.0', [{ name: 'acme.aks-prod', value: 'cluster' }]);
    expect(rules(checkAdJobs(broken, managedCluster('3.7')))).toEqual([
      'error ad-jobs/cluster-name-missing',
      'warning ad-jobs/unknown-variable',
    ]);
    const standalone = CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.7') });
    expect(rules(checkAdJobs(broken, standalone))).toEqual(['warning ad-jobs/unknown-variable']);
  });

  it('score thresholds that lost their sign, beside one that did not', () => {
    const findings = managed(
      'v3.7.0',
      NAMED,
      { name: 'AD_ProcessRestarts_IsolationForest_score_threshold', value: '0.78' },
      { name: 'AD_DnsLatency_IsolationForest_score_threshold', value: '0.836' },
      { name: 'AD_L7Latency_IsolationForest_score_threshold', value: '-0.836' },
    );
    expect(rules(findings)).toEqual(['error ad-jobs/score-threshold-sign', 'error ad-jobs/score-threshold-sign']);
    expect(findings.map(({ value }) => value)).toEqual(['0.78', '0.836']);
  });

  it('an entry with an empty name', () => {
    expect(rules(managed('v3.10.0', NAMED, { name: '', value: 'x' }))).toEqual(['error ad-jobs/variable-name']);
  });

  it("the workshop's placeholder, also half filled in", () => {
    for (const value of ['$CALICOCLUSTERNAME', '$CALICOacme.aks-prod', 'CLUSTERNAME']) {
      expect(rules(managed('v3.12.0', { name: 'CLUSTER_NAME', value }))).toEqual(['error cluster/name-placeholder']);
    }
  });

  it('the name of own logs on a managed cluster, and another name on one that is not', () => {
    expect(rules(managed('v3.12.0', { name: 'CLUSTER_NAME', value: 'cluster' }))).toEqual([
      'warning ad-jobs/cluster-name-suspect',
    ]);
    const management = CalicoCluster.management({ release: CalicoRelease.enterprise('3.12') });
    expect(rules(checkAdJobs(deployment('v3.12.0', [NAMED]), management))).toEqual([
      'warning ad-jobs/cluster-name-suspect',
    ]);
  });

  it('an Elasticsearch port that is none', () => {
    expect(rules(managed('v3.12.0', NAMED, { name: 'ELASTIC_PORT', value: '92000' }))).toEqual([
      'error ad-jobs/setting-range',
    ]);
    expect(rules(managed('v3.7.0', NAMED, { name: 'ES_scroll_time', value: '20' }))).toEqual([
      'error ad-jobs/setting-type',
    ]);
  });

  it('variables of another shape', () => {
    const broken = { spec: { template: { spec: { containers: [{ env: [null, 3, {}] }] } } } };
    const findings = checkAdJobs(broken, managedCluster('3.12'));
    expect(findings.every(({ severity }) => severity === FindingSeverity.ERROR)).toBe(true);
    expect(findings[0]?.rule).toBe('ad-jobs/cluster-name-missing');
  });

  it.each([
    {},
    { spec: null },
    { spec: { template: { spec: { containers: [] } } } },
    { spec: { template: { spec: { containers: null } } } },
    { spec: { template: { spec: { containers: { jobs: { image: 'a:1' } } } } } },
  ])('a Deployment without containers, of which nothing else can be said: %j', (broken) => {
    expect(
      checkAdJobsManifest(broken, managedCluster('3.12')).map(
        ({ severity, rule, keys }) => `${severity} ${rule} ${fieldPath(keys)}`,
      ),
    ).toEqual(['error workload/image spec.template.spec.containers']);
  });

  it('variables that are not a list, in which nobody looks for the name of the cluster', () => {
    const broken = { spec: { template: { spec: { containers: [{ env: { CLUSTER_NAME: 'acme.aks-prod' } }] } } } };
    expect(rules(checkAdJobs(broken, managedCluster('3.12')))).toEqual(['error workload/env-value']);
  });
});
