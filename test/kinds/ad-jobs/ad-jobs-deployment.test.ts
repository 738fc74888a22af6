import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { AdJob, AdJobsDeployment, type AdJobsDeploymentProps, CalicoCluster, CalicoRelease } from '../../../src';
import { Match } from '../../../src/testing';
import { itPassesOnAllProps } from '../../all-props';
import {
  captureStderr,
  managedCluster,
  messageOf,
  objectsBelow,
  only,
  type Synthesized,
  synthesize,
  templateOf,
  testChart,
} from '../../support';
import { workloadProps } from '../../workload-props';

const cluster = managedCluster('3.12');

function adJobs(props: AdJobsDeploymentProps = {}): Synthesized[] {
  return synthesize((chart) => new AdJobsDeployment(chart, 'ad-jobs', { cluster, ...props }));
}

function environment(objects: Synthesized[]): Record<string, unknown> {
  const [container] = only(objects, 'Deployment').spec.template.spec.containers;
  return Object.fromEntries(container.env.map((entry: Synthesized) => [entry.name, entry.value ?? entry.valueFrom]));
}

describe('AdJobsDeployment', () => {
  const stderr = captureStderr();

  it('is the Deployment and its two policies', () => {
    const objects = adJobs();
    expect(objects).toMatchSnapshot();
    expect(objects.map((object) => `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`)).toEqual([
      'NetworkPolicy tigera-intrusion-detection/allow-tigera.allow-anomaly-detection',
      'NetworkPolicy tigera-guardian/allow-tigera.elasticsearch-access-anomaly-detection',
      'Deployment tigera-intrusion-detection/ad-jobs-deployment',
    ]);
    expect(stderr()).toBe('');
  });

  it('sets no tuning variable by itself', () => {
    expect(Object.keys(environment(adJobs()))).toEqual([
      'AD_NEED_API',
      'ELASTIC_HOST',
      'CLUSTER_NAME',
      'ELASTIC_PORT',
      'ES_CA_CERT',
      'ELASTIC_USER',
      'ELASTIC_PASSWORD',
    ]);
  });

  it('has the settings of the workshop, unless options replace them', () => {
    const variables = (options: AdJobsDeploymentProps) =>
      environment(
        synthesize((chart) =>
          AdJobsDeployment.ofWorkshop(chart, 'jobs', { cluster: managedCluster('3.12'), ...options }),
        ),
      );
    expect(variables({})).toMatchObject({
      AD_port_scan_threshold: '200',
      AD_DnsLatency_IsolationForest_score_threshold: '-0.886',
      AD_DISABLED_JOBS: expect.stringMatching(/^l7_latency,.*,l7_bytes$/),
    });
    const own = variables({ settings: { portScanThreshold: 100 }, disabledJobs: [] });
    expect([own['AD_port_scan_threshold'], own['AD_max_docs'], own['AD_DISABLED_JOBS']]).toEqual([
      '100',
      undefined,
      undefined,
    ]);
    stderr();
  });

  it('reads the logs of its own cluster', () => {
    expect(environment(adJobs()).CLUSTER_NAME).toBe('acme.aks-prod');
    const standalone = CalicoCluster.standalone({ release: CalicoRelease.enterprise('3.12') });
    expect(environment(adJobs({ cluster: standalone })).CLUSTER_NAME).toBe('cluster');
  });

  it('keeps credentials in secrets', () => {
    const { ELASTIC_USER, ELASTIC_PASSWORD } = environment(adJobs());
    const name = 'tigera-ee-ad-job-elasticsearch-access';
    expect([ELASTIC_USER, ELASTIC_PASSWORD]).toEqual([
      { secretKeyRef: { name, key: 'username' } },
      { secretKeyRef: { name, key: 'password' } },
    ]);
  });

  it.each([
    ['standalone', '3.12', 'tigera-elasticsearch', 5554, "k8s-app == 'tigera-secure-es-gateway'"],
    ['management', '3.12', 'tigera-elasticsearch', 5554, "k8s-app == 'tigera-secure-es-gateway'"],
    ['standalone', '3.8', 'tigera-elasticsearch', 9200, "elasticsearch.k8s.elastic.co/cluster-name == 'tigera-secure'"],
  ] as const)(
    'lets a %s cluster of %s reach Elasticsearch in %s at %i',
    (topology, release, namespace, port, selector) => {
      const other = CalicoCluster[topology]({ release: CalicoRelease.enterprise(release) });
      const template = templateOf((chart) => new AdJobsDeployment(chart, 'ad-jobs', { cluster: other }));
      const destination = { namespaceSelector: `name == '${namespace}'`, selector, ports: [port] };
      template.hasResource('NetworkPolicy', {
        metadata: { name: 'allow-tigera.allow-anomaly-detection' },
        spec: { egress: Match.arrayWith([{ destination: Match.exact(destination) }]) },
      });
      const source = {
        namespaceSelector: "name == 'tigera-intrusion-detection'",
        selector: "app == 'anomaly-detection'",
      };
      template.hasResource('NetworkPolicy', {
        metadata: { name: 'allow-tigera.elasticsearch-access-anomaly-detection', namespace },
        spec: { selector, ingress: [{ source, destination: { ports: [port] } }] },
      });
    },
  );

  it('has the same selector wherever it stands in the tree', () => {
    const selectorBelow = (ids: string[]) =>
      synthesize((chart) => {
        const scope = ids.reduce((above: Construct, id) => new Construct(above, id), chart);
        new AdJobsDeployment(scope, 'jobs', { cluster });
      }).find((object) => object.kind === 'Deployment').spec.selector;
    expect(selectorBelow(['a'])).toEqual(selectorBelow(['b', 'c']));
  });

  const pod = ['spec', 'template', 'spec'];
  const deployment = 'Deployment';
  itPassesOnAllProps<Omit<AdJobsDeploymentProps, 'cluster'>>(
    {
      settings: {
        value: { portScanThreshold: 321 },
        kind: deployment,
        at: [...pod, 'containers', 0, 'env', 8],
        is: { name: 'AD_port_scan_threshold', value: '321' },
      },
      disabledJobs: {
        value: [AdJob.DGA, AdJob.L7_BYTES],
        kind: deployment,
        at: [...pod, 'containers', 0, 'env', 7],
        is: { name: 'AD_DISABLED_JOBS', value: 'dga,l7_bytes' },
      },
      ...workloadProps('Deployment'),
    },
    (chart, props) => new AdJobsDeployment(chart, 'ad-jobs', { cluster, ...props }),
  );

  const threshold = 'spec.template.spec.containers[0].env[AD_DnsLatency_IsolationForest_score_threshold]';
  const disabled = 'spec.template.spec.containers[0].env[AD_DISABLED_JOBS]';
  const signLost =
    'must be negative, at least -1; without the minus sign, every sample is an anomaly [ad-jobs/score-threshold-sign]';
  it.each<[string, AdJobsDeploymentProps, string]>([
    [
      'a score threshold that lost its sign',
      { settings: { dnsLatencyScoreThreshold: 0.886 } },
      `${threshold} = "0.886": ${signLost}`,
    ],
    ['a score threshold of zero', { settings: { dnsLatencyScoreThreshold: 0 } }, `${threshold} = "0": ${signLost}`],
    [
      'a score threshold that is no number',
      { settings: { dnsLatencyScoreThreshold: Number.NaN } },
      `${threshold} = "NaN": must be a number [ad-jobs/setting-type]`,
    ],
    [
      'half a document',
      { settings: { maxDocs: 0.5 } },
      'spec.template.spec.containers[0].env[AD_max_docs] = "0.5": must be a whole number [ad-jobs/setting-type]',
    ],
    [
      'an interval of 90 seconds',
      { settings: { trainInterval: Duration.seconds(90) } },
      'spec.template.spec.containers[0].env[AD_train_interval_minutes] = "1.5": must be a whole number of minutes [ad-jobs/setting-type]',
    ],
    [
      'a misspelt job',
      { disabledJobs: ['process_restart' as AdJob] },
      `${disabled} = "process_restart": is not an AD job, so nothing is disabled; did you mean process_restarts? [ad-jobs/unknown-job]`,
    ],
    [
      'a job that never was',
      { disabledJobs: ['weather' as AdJob] },
      `${disabled} = "weather": is not an AD job, so nothing is disabled; the jobs are ${Object.values(AdJob).join(', ')} [ad-jobs/unknown-job]`,
    ],
    [
      'a release without anomaly detection',
      { cluster: managedCluster('3.18.0-2.0') },
      'kind: Calico Enterprise 3.18.0-2.0 has no anomaly detection (removed in Calico Enterprise 3.18.1 and Calico Cloud 18.3.0). The image, secret and API of the jobs are gone, so their pod cannot start; remove this object, and detect port scans with a rule-based GlobalAlert over flow logs [ad-jobs/removed]',
    ],
    [
      'an image that is not pinned',
      { image: 'quay.io/tigera/anomaly_detection_jobs:latest' },
      'spec.template.spec.containers[0].image = "quay.io/tigera/anomaly_detection_jobs:latest": is not pinned, so each pull may return a different image; add a tag other than latest, or a digest [workload/image]',
    ],
    [
      'another label in the place of its own',
      { labels: { app: 'mine' } },
      `labels.app = "mine": must remain anomaly-detection, because the selectors and policies of the object depend on it; use another label [workload/own-label]`,
    ],
  ])('refuses %s', (_, props, line) => {
    const chart = testChart();
    const message = messageOf(() => new AdJobsDeployment(chart, 'jobs', { cluster, ...props }));
    expect(message).toBe(`test/jobs: 1 problem\n  ${line}`);
    expect(objectsBelow(chart)).toHaveLength(0);
  });

  it('warns where GlobalAlerts run the detectors', () => {
    adJobs({ cluster: managedCluster('3.14') });
    expect(stderr()).toBe(
      'test/ad-jobs: 1 warning\n  kind: Calico Enterprise 3.14.0 runs its detectors from GlobalAlerts (since 3.13), so the AD jobs are not needed. The workshop applies both, which then look for the same anomalies [ad-jobs/superseded]\n',
    );
  });
});
