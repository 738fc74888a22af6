import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { AdJob, CalicoRelease, Detector } from '../src';
import { versionText } from '../src/calico';
import { NEWEST_CLOUD, NEWEST_ENTERPRISE } from '../src/calico/release-table';
import { AD_JOB_VARIABLES, elasticsearchPath } from '../src/kinds/ad-jobs';
import { DETECTORS, hasDetector } from '../src/kinds/global-alert';
import { describeWithShared, sharedFolder } from './shared-folder';
import { managedCluster } from './support';

// biome-ignore lint/suspicious/noExplicitAny: facts are data of every shape
type Facts = any;

function read(file: string): Facts {
  return parse(readFileSync(join(sharedFolder ?? '', 'facts', file), 'utf8'));
}

describeWithShared('the facts about detectors', () => {
  const { detectors } = read('detectors.yaml');
  const jobs = read('ad-jobs-env.yaml').disabled_jobs_names.documented_or_seen;
  const detectorJobs: string[] = jobs.map(({ name }: Facts) => name);

  it('name the same detectors', () => {
    expect(detectors.map(({ id }: Facts) => id).sort()).toEqual(Object.keys(DETECTORS).sort());
  });

  const byId: [string, Facts][] = detectors.map((facts: Facts) => [facts.id, facts]);
  it.each(byId)('agree on %s', (id, facts) => {
    const detector = Detector.of(id);
    expect(detector.alertName).toBe(facts.globalAlertName);
    expect(detector.dataSet).toBe(facts.dataSet);
    expect(detector.lastRelease).toBe(facts.operator_last ?? facts.docs_last);
    // What only the documentation has is uncertain before its first page, and then allowed.
    expect(detector.firstRelease).toBe(facts.operator_first ?? '3.13');
    expect(DETECTORS[id]?.uncertain ?? false).toBe(facts.uncertain ?? false);
    expect(detectorJobs.includes(id)).toBe(DETECTORS[id]?.adJob !== false);
  });
});

describeWithShared('the facts about job settings', () => {
  const facts = read('ad-jobs-env.yaml');
  const variables: [string, Facts][] = facts.variables.flatMap((variable: Facts) =>
    variable.pattern
      ? variable.jobs.map((job: string) => [variable.name.replace('<JOB>', job.toUpperCase()), { ...variable, job }])
      : [[variable.name, variable]],
  );

  it('name the same variables', () => {
    expect(AD_JOB_VARIABLES.map(({ name }) => name).sort()).toEqual(variables.map(([name]) => name).sort());
  });

  it.each(variables)('agree on %s', (name, variable) => {
    const ours = AD_JOB_VARIABLES.find((candidate) => candidate.name === name);
    const { min, max, basis } = variable.range ?? {};
    expect(ours?.default).toBe(variable.default == null ? undefined : String(variable.default));
    expect(ours?.score ?? false).toBe(variable.sign === 'negative-required');
    if (!ours?.score) {
      expect([ours?.min, ours?.max]).toEqual([min ?? undefined, max ?? undefined]);
      expect(ours?.documented ?? false).toBe(variable.range != null && basis === undefined);
    }
    if (variable.generations !== undefined) {
      expect(ours?.generations).toEqual(variable.generations);
    }
    const everyJob = ['general', 'elasticsearch'].includes(variable.job);
    expect(ours?.jobs).toEqual(everyJob ? [] : [variable.job].flat());
    expect(ours?.successor).toBe(variable.successor);
  });

  const types: Record<string, readonly string[]> = {
    int: ['int', 'minutes'],
    float: ['float'],
    bool: ['bool'],
    'string-list': ['list'],
    'duration-string': ['seconds'],
    string: ['text'],
    'secret-ref': ['text'],
  };
  it.each(variables)('agree on the type of %s', (name, variable) => {
    expect(types[variable.type]).toContain(AD_JOB_VARIABLES.find((candidate) => candidate.name === name)?.type);
  });

  it.each(variables)('agree on the direction of %s', (name, { direction }) => {
    const ours = AD_JOB_VARIABLES.find((candidate) => candidate.name === name);
    const expected: Record<string, string> = { more_alerts: 'more', fewer_alerts: 'fewer' };
    expect(ours?.direction).toBe(expected[direction]);
  });

  it('name the same jobs', () => {
    const names = facts.disabled_jobs_names.documented_or_seen.map(({ name }: Facts) => name);
    expect(Object.values(AdJob).sort()).toEqual(names.sort());
  });
});

describeWithShared('the facts about releases', () => {
  const { enterprise } = read('versions.yaml');
  const releases: [string, Facts][] = enterprise.flatMap((facts: Facts) => [
    [facts.version, facts],
    ...(facts.sub_releases ?? []).map((sub: Facts) => [sub.version, { ...facts, ...sub }]),
  ]);
  const config = { jobs: 'deployment', 'global-alerts': 'globalalert', removed: 'removed' } as Record<string, string>;

  it.each(releases)('agree on %s', (version, facts) => {
    const features = CalicoRelease.enterprise(version)._features;
    expect(config[features.anomalyDetection]).toBe(facts.ad_config);
    expect([...features.dataSets].sort()).toEqual([...facts.datasets].sort());
    const release = CalicoRelease.enterprise(version);
    const count = Object.values(DETECTORS).filter((each) => !each.uncertain && hasDetector(release, each)).length;
    expect(count).toBe(facts.detectors ?? 0);
    if (facts.image_seen !== undefined) {
      expect(features.adJobs).toMatchObject({ tag: facts.image_seen, published: true });
    }
  });

  const system = read('tigera-system.yaml');
  /** Both ends of the spans that the facts name. */
  const spansOf = (rows: Facts[], prefix = ''): [string, Facts][] =>
    rows.flatMap((row) =>
      row.releases
        .split('..')
        .map((end: string) => end.trim())
        .filter((end: string) => end !== '')
        .map((end: string): [string, Facts] => [prefix + end, row]),
    );

  it.each([...spansOf(system.tier_of_tigera_policies), ...spansOf(system.calico_cloud.tier, 'cloud-')])(
    "agree on the tier of Tigera's policies in %s",
    (release, { tier }) => {
      expect(CalicoRelease.parse(release)._features.tigeraTier).toBe(tier);
    },
  );

  it.each([...spansOf(system.guardian), ...spansOf(system.calico_cloud.guardian, 'cloud-')])(
    'agree on where guardian is in %s',
    (release, { namespace, name }) => {
      expect(CalicoRelease.parse(release)._features.guardian).toEqual({ namespace, name });
    },
  );

  const { cloud_to_enterprise: cloud, newest_seen: newest } = read('versions.yaml');
  it.each<[string, Facts]>(
    cloud.rows.flatMap((row: Facts) => [
      [row.from, row],
      [row.to, row],
    ]),
  )('agree on what Calico Cloud %s runs', (release, { base }) => {
    expect(versionText(CalicoRelease.cloud(release)._base)).toBe(base);
  });

  it('agree on the newest releases', () => {
    expect(NEWEST_CLOUD).toBe(newest.cloud.release);
    expect(newest.enterprise.release.startsWith(`${NEWEST_ENTERPRISE}.`)).toBe(true);
    expect(CalicoRelease.enterprise(NEWEST_ENTERPRISE).version).toBe(newest.enterprise.release);
  });

  const { topologies, deployment } = read('networking.yaml');
  it.each([
    ['3.8', topologies.standalone_direct],
    ['3.12', topologies.standalone_es_gateway],
  ])('agree on how AD jobs of %s reach Elasticsearch', (version, facts) => {
    const [egress, ingress] = facts.policies;
    const path = elasticsearchPath({ release: CalicoRelease.enterprise(version), topology: 'standalone' as never });
    expect(path).toEqual({
      host: facts.elastic_host === 'unset' ? undefined : facts.elastic_host,
      port: facts.elastic_port,
      caSecret: facts.ca_secret,
      namespace: ingress.namespace,
      namespaceLabel: egress.egress[0].to_namespaceSelector.split(' ')[0],
      selector: egress.egress[0].to_selector,
      podPort: egress.egress[0].ports[0],
    });
    expect(ingress.selector).toBe(path.selector);
  });

  it('agree on how managed clusters reach Elasticsearch', () => {
    const [egress, ingress] = topologies.managed.policies;
    const path = elasticsearchPath(managedCluster('3.12'));
    expect(path).toMatchObject({ namespace: ingress.namespace, selector: egress.egress[0].to_selector, podPort: 8080 });
    expect(path).toMatchObject({ caSecret: topologies.managed.ca_secret['3.9+'] });
    expect(elasticsearchPath(managedCluster('3.7'))).toMatchObject({
      host: undefined,
      caSecret: topologies.managed.ca_secret['3.7, 3.8'],
    });
  });

  it('agree on the entry points and the folder of the models', () => {
    const form = (version: string) => CalicoRelease.enterprise(version)._features.adJobs;
    expect(`python3 ${form('3.7').entryPoint.join(' ')}`).toBe(deployment.entrypoint['3.7']);
    expect(deployment.entrypoint['3.8/3.9+']).toContain(`python3 ${form('3.9').entryPoint.join(' ')}`);
    const [, models] = deployment.volumes;
    expect([form('3.8').models, form('3.9').models]).toEqual(Object.values(models.path));
  });
});
