import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { type ContainerProps, Deployment, EnvValue, k8s, LabelSelector, Probe, Secret, Volume } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import type { CalicoCluster } from '../cluster';
import { type Manifest, omit } from '../manifest';
import { omitPodDefaults, placementPatches, podPlacement, type WorkloadOptions } from '../workloads';
import { NAMESPACE, POD_LABELS } from './ad-jobs-policies';
import { elasticsearchPath } from './elasticsearch-path';

export const DEPLOYMENT_NAME = 'ad-jobs-deployment';

const PULL_SECRET = 'tigera-pull-secret';
const ACCESS_SECRET = 'tigera-ee-ad-job-elasticsearch-access';
const CA_PATH = '/certs/es-ca.pem';
const CA_FILE = 'es-ca.pem';
const MODELS_PATH = '/home/idsuser/anomaly_detection_jobs/models';

/** What the Deployment of the AD jobs is made from. */
export interface AdJobsWorkload {
  readonly cluster: CalicoCluster;
  readonly image: string;
  /** The variables that tune the jobs, by name. */
  readonly tuning: ReadonlyMap<string, string>;
  readonly options: WorkloadOptions;
}

/** The Deployment as far as users have a say in it, for the checks to read before anything is made. */
export function outlineOf({ cluster, image, tuning, options }: AdJobsWorkload): Manifest {
  const labels = { ...options.labels, ...POD_LABELS };
  const { annotations } = options;
  const env = [['CLUSTER_NAME', cluster.name], ...tuning].map(([name, value]) => ({ name, value }));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: DEPLOYMENT_NAME, namespace: NAMESPACE, labels, annotations },
    spec: {
      template: {
        metadata: { labels, annotations },
        spec: { ...podPlacement(options, [PULL_SECRET]), containers: [{ name: 'ad-jobs', image, env }] },
      },
    },
  };
}

/** Makes the Deployment, in the form that Tigera gave it for the cluster's release. */
export function addDeployment(scope: Construct, workload: AdJobsWorkload): void {
  const { annotations, labels } = workload.options;
  const form = workload.cluster.release._features.adJobs;
  const deployment = new Deployment(scope, 'Deployment', {
    metadata: { name: DEPLOYMENT_NAME, namespace: NAMESPACE, labels: { ...labels, ...POD_LABELS }, annotations },
    podMetadata: { labels: { ...labels, ...POD_LABELS }, annotations },
    replicas: 1,
    select: false,
    automountServiceAccountToken: true,
    securityContext: { ensureNonRoot: false },
  });
  deployment.select(LabelSelector.of({ labels: POD_LABELS }));
  const container = deployment.addContainer({
    name: 'ad-jobs',
    image: workload.image,
    command: ['python3'],
    args: [...form.entryPoint],
    envVariables: envVariables(scope, workload),
    resources: {},
    securityContext: {
      privileged: true,
      allowPrivilegeEscalation: true,
      ensureNonRoot: false,
      readOnlyRootFilesystem: false,
    },
    ...(form.probes ? probes() : {}),
  });
  container.mount(MODELS_PATH, Volume.fromHostPath(scope, 'Models', 'host-volume', { path: form.models }));
  container.mount(CA_PATH, caVolume(scope, workload.cluster), { subPath: CA_FILE });
  patch(deployment, workload.options);
}

function envVariables(scope: Construct, { cluster, tuning }: AdJobsWorkload): { [name: string]: EnvValue } {
  const { host, port } = elasticsearchPath(cluster);
  const access = Secret.fromSecretName(scope, 'Access', ACCESS_SECRET);
  return {
    ...(cluster.release._features.adJobs.probes ? { AD_NEED_API: EnvValue.fromValue('true') } : {}),
    ...(host === undefined ? {} : { ELASTIC_HOST: EnvValue.fromValue(host) }),
    CLUSTER_NAME: EnvValue.fromValue(cluster.name),
    ELASTIC_PORT: EnvValue.fromValue(String(port)),
    ES_CA_CERT: EnvValue.fromValue(CA_PATH),
    ELASTIC_USER: EnvValue.fromSecretValue({ secret: access, key: 'username' }),
    ELASTIC_PASSWORD: EnvValue.fromSecretValue({ secret: access, key: 'password' }),
    ...Object.fromEntries([...tuning].map(([name, value]) => [name, EnvValue.fromValue(value)])),
  };
}

function caVolume(scope: Construct, cluster: CalicoCluster): Volume {
  const secret = Secret.fromSecretName(scope, 'Ca', elasticsearchPath(cluster).caSecret);
  return Volume.fromSecret(scope, 'CaVolume', secret, {
    name: 'es-certs',
    defaultMode: 0o644,
    items: { 'tls.crt': { path: CA_FILE } },
  });
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

/** Tigera's own probes, which the image answers since 3.10. */
function probes(): Pick<ContainerProps, 'startup' | 'liveness' | 'readiness'> {
  return {
    startup: ping({ initialDelay: 40, period: 30, timeout: 5, failures: 10 }),
    liveness: ping({ period: 20, timeout: 5, failures: 5 }),
    readiness: ping({ period: 20, timeout: 1, failures: 5 }),
  };
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
