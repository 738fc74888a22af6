import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { Deployment, EnvValue, k8s, LabelSelector, Probe, Secret, Volume } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { CalicoCluster, requireUniqueObjects } from '../cluster';
import { report } from '../findings';
import { type Manifest, omit } from '../manifest';
import {
  checkWorkload,
  checkWorkloadOptions,
  imageOf,
  omitPodDefaults,
  placementPatches,
  podPlacement,
  type WorkloadOptions,
} from '../workloads';
import type { AdJob } from './ad-job';
import type { AdJobSettings } from './ad-job-settings';
import { tuningVariables } from './ad-job-variables';
import { checkAdJobs } from './ad-jobs-checks';
import { egressPolicy, ingressPolicy, NAMESPACE, POD_LABELS } from './ad-jobs-policies';
import { type ElasticsearchPath, elasticsearchPath } from './elasticsearch-path';

const IMAGE = 'quay.io/tigera/anomaly_detection_jobs:v3.12.0';
const PULL_SECRET = 'tigera-pull-secret';
const ACCESS_SECRET = 'tigera-ee-ad-job-elasticsearch-access';
const CA_PATH = '/certs/es-ca.pem';
const CA_FILE = 'es-ca.pem';
const MODELS_PATH = '/home/idsuser/anomaly_detection_jobs/models';
const MODELS_HOST_PATH = '/var/log/calico/anomaly_detection_jobs';

/** How the AD jobs are to run. */
export interface AdJobsDeploymentProps extends WorkloadOptions {
  /**
   * The cluster that the jobs run on.
   *
   * @default - the one that a construct above provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * Settings of the jobs.
   *
   * @default - none is set, so the image's own defaults hold
   */
  readonly settings?: AdJobSettings;

  /**
   * Jobs that do not run.
   *
   * @default - every job runs
   */
  readonly disabledJobs?: AdJob[];
}

/**
 * Calico's anomaly-detection jobs: the Deployment `ad-jobs-deployment`, and the two Calico network policies between it
 * and Elasticsearch. The way to detect anomalies up to release 3.12; releases 3.13 to 3.18.0 still take it.
 *
 * The container is privileged, as Tigera's own manifest has it: the jobs keep their models in a folder of the node.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/
 */
export class AdJobsDeployment extends Construct {
  /** Name of the Deployment. */
  public readonly deploymentName: string = 'ad-jobs-deployment';

  /** Namespace of the Deployment. */
  public readonly namespace: string = NAMESPACE;

  /** The cluster that the jobs run on. */
  public readonly cluster: CalicoCluster;

  /** Reference of the image that runs. */
  public readonly image: string;

  /** Settings of the jobs. */
  public readonly settings: AdJobSettings;

  /** Jobs that do not run. */
  public readonly disabledJobs: AdJob[];

  /**
   * @param scope where the construct stands
   * @param id its name among its siblings
   * @param props how the jobs are to run
   * @throws when a setting is out of range, a job is unknown, an option is malformed, or the release has no AD jobs
   */
  constructor(scope: Construct, id: string, props: AdJobsDeploymentProps = {}) {
    super(scope, id);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.image = imageOf(props, IMAGE);
    this.settings = props.settings ?? {};
    this.disabledJobs = [...(props.disabledJobs ?? [])];

    const outline = this.outline(props);
    report(this.node.path, [
      ...checkAdJobs(outline, this.cluster),
      ...checkWorkload(outline),
      ...checkWorkloadOptions(props, POD_LABELS),
    ]);

    CalicoCluster.provide(this, this.cluster);
    egressPolicy(this, 'EgressPolicy', this.cluster);
    ingressPolicy(this, 'IngressPolicy', this.cluster);
    this.addDeployment(props);
    requireUniqueObjects(this);
  }

  /** The Deployment as far as it follows from the props, for the checks to read before anything is made. */
  private outline(props: AdJobsDeploymentProps): Manifest {
    const labels = { ...props.labels, ...POD_LABELS };
    const env = [
      { name: 'CLUSTER_NAME', value: this.cluster.name },
      ...[...this.tuning()].map(([name, value]) => ({ name, value })),
    ];
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: this.deploymentName, namespace: this.namespace, labels, annotations: props.annotations },
      spec: {
        template: {
          metadata: { labels, annotations: props.annotations },
          spec: { ...podPlacement(props, [PULL_SECRET]), containers: [{ name: 'ad-jobs', image: this.image, env }] },
        },
      },
    };
  }

  private tuning(): Map<string, string> {
    return tuningVariables(this.settings, this.disabledJobs);
  }

  private addDeployment(props: AdJobsDeploymentProps): void {
    const labels = { ...props.labels, ...POD_LABELS };
    const path = elasticsearchPath(this.cluster);
    const deployment = new Deployment(this, 'Deployment', {
      metadata: { name: this.deploymentName, namespace: this.namespace, labels, annotations: props.annotations },
      podMetadata: { labels, annotations: props.annotations },
      replicas: 1,
      select: false,
      automountServiceAccountToken: true,
      securityContext: { ensureNonRoot: false },
    });
    deployment.select(LabelSelector.of({ labels: POD_LABELS }));
    const container = deployment.addContainer({
      name: 'ad-jobs',
      image: this.image,
      command: ['python3'],
      args: ['-m', 'adj'],
      envVariables: this.envVariables(path),
      resources: {},
      securityContext: {
        privileged: true,
        allowPrivilegeEscalation: true,
        ensureNonRoot: false,
        readOnlyRootFilesystem: false,
      },
      startup: ping({ initialDelay: 40, period: 30, timeout: 5, failures: 10 }),
      liveness: ping({ period: 20, timeout: 5, failures: 5 }),
      readiness: ping({ period: 20, timeout: 1, failures: 5 }),
    });
    container.mount(MODELS_PATH, Volume.fromHostPath(this, 'Models', 'host-volume', { path: MODELS_HOST_PATH }));
    container.mount(CA_PATH, this.caVolume(path), { subPath: CA_FILE });
    patch(deployment, props);
  }

  private envVariables(path: ElasticsearchPath): { [name: string]: EnvValue } {
    const access = Secret.fromSecretName(this, 'Access', ACCESS_SECRET);
    return {
      AD_NEED_API: EnvValue.fromValue('true'),
      ...(path.host === undefined ? {} : { ELASTIC_HOST: EnvValue.fromValue(path.host) }),
      CLUSTER_NAME: EnvValue.fromValue(this.cluster.name),
      ELASTIC_PORT: EnvValue.fromValue(String(path.port)),
      ES_CA_CERT: EnvValue.fromValue(CA_PATH),
      ELASTIC_USER: EnvValue.fromSecretValue({ secret: access, key: 'username' }),
      ELASTIC_PASSWORD: EnvValue.fromSecretValue({ secret: access, key: 'password' }),
      ...Object.fromEntries([...this.tuning()].map(([name, value]) => [name, EnvValue.fromValue(value)])),
    };
  }

  private caVolume(path: ElasticsearchPath): Volume {
    const secret = Secret.fromSecretName(this, 'Ca', path.caSecret);
    return Volume.fromSecret(this, 'CaVolume', secret, {
      name: 'es-certs',
      defaultMode: 0o644,
      items: { 'tls.crt': { path: CA_FILE } },
    });
  }
}

interface PingTimes {
  readonly initialDelay?: number;
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
}

/** A probe of the HTTP server that `AD_NEED_API` turns on. */
function ping(times: PingTimes): Probe {
  return Probe.fromHttpGet('/ad/ping', {
    port: 8000,
    initialDelaySeconds: times.initialDelay === undefined ? undefined : Duration.seconds(times.initialDelay),
    periodSeconds: Duration.seconds(times.period),
    timeoutSeconds: Duration.seconds(times.timeout),
    successThreshold: 1,
    failureThreshold: times.failures,
  });
}

/** Brings the Deployment to Tigera's own form, where cdk8s-plus says more than it, or has no word for what it says. */
function patch(deployment: IConstruct, props: WorkloadOptions): void {
  const pod = '/spec/template';
  ApiObject.of(deployment).addJsonPatch(
    ...omit('/spec', 'minReadySeconds', 'progressDeadlineSeconds', 'strategy'),
    ...omitPodDefaults(pod),
    ...omit(`${pod}/spec`, 'automountServiceAccountToken', 'securityContext'),
    ...omit(`${pod}/spec/containers/0/securityContext`, 'readOnlyRootFilesystem', 'runAsNonRoot'),
    ...omit(`${pod}/spec/volumes/0/hostPath`, 'type'),
    JsonPatch.move(`${pod}/spec/volumes/0`, `${pod}/spec/volumes/1`),
    // cdk8s-plus knows binary units only, and a patch sees the object before its quantities become text.
    JsonPatch.add(`${pod}/spec/containers/0/resources`, { requests: { memory: k8s.Quantity.fromString('1G') } }),
    ...placementPatches(`${pod}/spec`, podPlacement(props, [PULL_SECRET])),
  );
}
