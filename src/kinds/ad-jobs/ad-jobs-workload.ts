import type { ApiObjectProps } from 'cdk8s';
import { AD_JOBS_DEPLOYMENT, type CalicoCluster, INTRUSION_DETECTION_NAMESPACE } from '../../calico';
import { labelsOfPods, podPlacement, resourcesOf, type WorkloadOptions } from '../../kubernetes';
import type { Container, DeploymentSpec, EnvVar, PodSpec } from '../../kubernetes/api-types';
import { POD_LABELS } from './ad-jobs-policies';
import { elasticsearchPath } from './elasticsearch-path';

const PULL_SECRET = 'tigera-pull-secret';
const ACCESS_SECRET = 'tigera-ee-ad-job-elasticsearch-access';
const CA_PATH = '/certs/es-ca.pem';
const CA_FILE = 'es-ca.pem';
const MODELS_PATH = '/home/idsuser/anomaly_detection_jobs/models';

/** What the Deployment of the AD jobs consists of. */
export interface AdJobsWorkload {
  readonly cluster: CalicoCluster;
  /** Name of the cluster in the variable `CLUSTER_NAME`. */
  readonly name: string;
  readonly image: string;
  /** The variables that tune the jobs, by name. */
  readonly tuning: ReadonlyMap<string, string>;
  readonly options: WorkloadOptions;
}

/** The Deployment, as in Tigera's manifest for the cluster's release. */
export function deploymentOf(workload: AdJobsWorkload): ApiObjectProps & { readonly spec: DeploymentSpec } {
  const { cluster, options } = workload;
  const { annotations } = options;
  const labels = { ...options.labels, ...POD_LABELS };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: AD_JOBS_DEPLOYMENT, namespace: INTRUSION_DETECTION_NAMESPACE, labels, annotations },
    spec: {
      replicas: 1,
      selector: { matchLabels: POD_LABELS },
      template: {
        metadata: { labels: labelsOfPods(options, POD_LABELS), annotations },
        spec: {
          containers: [container(workload)],
          volumes: volumes(cluster),
          ...podPlacement(options, [PULL_SECRET]),
        },
      },
    },
  };
}

function container(workload: AdJobsWorkload): Container {
  const { entryPoint, probes } = workload.cluster.release._features.adJobs;
  return {
    name: 'ad-jobs',
    image: workload.image,
    command: ['python3'],
    args: entryPoint,
    env: variables(workload),
    resources: resourcesOf(workload.options, { requests: { memory: '1G' } }),
    securityContext: { privileged: true, allowPrivilegeEscalation: true },
    volumeMounts: [
      { name: 'host-volume', mountPath: MODELS_PATH },
      { name: 'es-certs', mountPath: CA_PATH, subPath: CA_FILE },
    ],
    ...(probes ? PROBES : {}),
  };
}

function variables({ cluster, name, tuning }: AdJobsWorkload): EnvVar[] {
  const { host, port } = elasticsearchPath(cluster);
  const variables: EnvVar[] = [
    { name: 'CLUSTER_NAME', value: name },
    { name: 'ELASTIC_PORT', value: String(port) },
    { name: 'ES_CA_CERT', value: CA_PATH },
    { name: 'ELASTIC_USER', valueFrom: { secretKeyRef: { name: ACCESS_SECRET, key: 'username' } } },
    { name: 'ELASTIC_PASSWORD', valueFrom: { secretKeyRef: { name: ACCESS_SECRET, key: 'password' } } },
  ];
  if (host !== undefined) {
    variables.unshift({ name: 'ELASTIC_HOST', value: host });
  }
  if (cluster.release._features.adJobs.probes) {
    variables.unshift({ name: 'AD_NEED_API', value: 'true' });
  }
  for (const [variable, value] of tuning) {
    variables.push({ name: variable, value });
  }
  return variables;
}

function volumes(cluster: CalicoCluster): PodSpec['volumes'] {
  return [
    {
      name: 'es-certs',
      secret: {
        secretName: elasticsearchPath(cluster).caSecret,
        defaultMode: 0o644,
        items: [{ key: 'tls.crt', path: CA_FILE }],
      },
    },
    { name: 'host-volume', hostPath: { path: cluster.release._features.adJobs.models } },
  ];
}

/** Queries the HTTP server that `AD_NEED_API` enables. */
const PING = { httpGet: { path: '/ad/ping', port: 8000, scheme: 'HTTP' }, successThreshold: 1 } as const;

/** Tigera's own probes, which the image supports since 3.10. */
const PROBES: Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'> = {
  startupProbe: { ...PING, initialDelaySeconds: 40, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 10 },
  livenessProbe: { ...PING, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 5 },
  readinessProbe: { ...PING, periodSeconds: 20, timeoutSeconds: 1, failureThreshold: 5 },
};
