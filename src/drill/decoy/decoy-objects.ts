import type { ApiObjectProps } from 'cdk8s';
import { DECOY_ALERT } from '../../calico';
import {
  labelsOfPods,
  PodUser,
  podPlacement,
  podSecurityContext,
  resourcesOf,
  type WorkloadOptions,
} from '../../kubernetes';
import type { Container, NetworkPolicySpec, PodSpec, ServiceSpec } from '../../kubernetes/api-types';
import { type DecoyPlan, decoyLabels } from './decoy-form';
import type { DecoyProgram } from './decoy-program';
import { nginxConfig } from './nginx-config';

/** The user of the image nginx-unprivileged. */
const NGINX_USER = 101;

const CONFIG_FILE = 'nginx.conf';

const RESOURCES = { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '500m', memory: '512Mi' } };

/** What the pods of a decoy are made of. */
export interface DecoyPods extends DecoyPlan {
  readonly image: string;
  readonly program: DecoyProgram;
  readonly user: PodUser | undefined;
  readonly alertName: string;
  readonly options: WorkloadOptions;
}

/**
 * A Deployment, or a DaemonSet for a pod on every node. There are no probes of the kubelet: their connections would be
 * connections to the decoy.
 */
export function decoyWorkload(decoy: DecoyPods): ApiObjectProps & { readonly spec: object } {
  const { name, namespace, form, alertName, options } = decoy;
  const labels = { ...options.labels, ...decoyLabels(decoy) };
  const { annotations } = options;
  return {
    apiVersion: 'apps/v1',
    kind: form.isOnEveryNode ? 'DaemonSet' : 'Deployment',
    metadata: { name, namespace, labels, annotations: { ...annotations, [DECOY_ALERT]: alertName } },
    spec: {
      replicas: form.isOnEveryNode ? undefined : 1,
      selector: { matchLabels: decoyLabels(decoy) },
      template: { metadata: { labels: labelsOfPods(options, decoyLabels(decoy)), annotations }, spec: podSpec(decoy) },
    },
  };
}

function podSpec(decoy: DecoyPods): PodSpec {
  const { name, image, program, user, form, options } = decoy;
  const folders = program._isNginx ? ['/tmp'] : (program._options.writablePaths ?? []);
  const emptyDir = { sizeLimit: program._isNginx ? '16Mi' : '1Gi' };
  const volumes = folders.map((_, index) => ({ name: `writable-${index}`, emptyDir }));
  const mounts = folders.map((mountPath, index) => ({ name: `writable-${index}`, mountPath }));
  const config = { name: 'config', mountPath: `/etc/nginx/${CONFIG_FILE}`, subPath: CONFIG_FILE, readOnly: true };
  const volumeMounts = program._isNginx ? [config, ...mounts] : mounts;
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurityContext(user ?? (program._isNginx ? PodUser.of(NGINX_USER) : PodUser.platform())),
    containers: [
      {
        name: 'main',
        image,
        ...(program._isNginx ? { command: ['nginx'] } : {}),
        env: environmentOf(program),
        ports: form.ports && [{ containerPort: form.ports.pod }],
        resources: resourcesOf(options, RESOURCES),
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        volumeMounts: volumeMounts.length === 0 ? undefined : volumeMounts,
      },
    ],
    volumes: program._isNginx
      ? [{ name: 'config', configMap: { name } }, ...volumes]
      : volumes.length === 0
        ? undefined
        : volumes,
    ...podPlacement(options),
  };
}

function environmentOf({ _options: { environment = {} } }: DecoyProgram): Container['env'] {
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  return variables.length === 0 ? undefined : variables;
}

/** The configuration of nginx. */
export function decoyConfig({ name, namespace, form }: DecoyPlan): ApiObjectProps & { readonly data: object } {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data: { [CONFIG_FILE]: nginxConfig(form) },
  };
}

/** The Service through which a decoy is found; undefined if it has no ports. */
export function decoyService(plan: DecoyPlan): (ApiObjectProps & { readonly spec: ServiceSpec }) | undefined {
  const { name, namespace, form } = plan;
  if (form.ports === undefined) {
    return undefined;
  }
  const { service: port, pod: targetPort } = form.ports;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { ports: [{ port, targetPort, protocol: 'TCP' }], selector: decoyLabels(plan) },
  };
}

/**
 * What has taken a decoy over must not get any further, so it may not connect to anything. Only pods of the cluster may
 * connect to it. Attempts of others are denied at the decoy, where they are logged as well.
 */
export function decoyPolicy(plan: DecoyPlan): ApiObjectProps & { readonly spec: NetworkPolicySpec } {
  const { name, namespace, form } = plan;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: decoyLabels(plan) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [{ namespaceSelector: {} }],
          ports: form.ports && [{ port: form.ports.pod, protocol: 'TCP' }],
        },
      ],
    },
  };
}
