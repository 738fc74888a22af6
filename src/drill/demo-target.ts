import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedScope, checkProps, optional, struct, TEXT, type ValueType } from '../arguments';
import { errorRule, type Finding, type Keys, report } from '../base';
import { CALICO_CLUSTER, CalicoCluster, DEMO_LABEL } from '../calico';
import { requireUniqueObjects } from '../kind';
import {
  checkWorkload,
  checkWorkloadOptions,
  dnsLabelProblem,
  imageOf,
  labelsOfPods,
  PlainObject,
  POD_USER,
  type PodUser,
  podPlacement,
  resourcesOf,
  WORKLOAD_OPTION_TYPES,
  type WorkloadOptions,
} from '../kubernetes';
import type { DeploymentSpec, ServiceSpec } from '../kubernetes/api-types';
import { type NginxPod, nginxPod } from './nginx-pod';
import { ProbeTarget } from './probe';
import { ScanTarget } from './scan-target';

const RESOURCES = { requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '500m', memory: '128Mi' } };

const target = (props: string) => `new DemoTarget(chart, 'target', { ${props} });`;

const NAMESPACE = errorRule({
  id: 'demo-target/namespace',
  form: 'program',
  what: 'The namespace of the demo must be an RFC 1123 label, and not a namespace of Kubernetes or Calico.',
  why: 'The demo creates the namespace, and deleting the demo deletes it with everything in it.',
  bad: target("namespace: 'My Namespace'"),
  good: target("namespace: 'demo'"),
});

const SYSTEM_NAMESPACE = /^(default|kube-.*|tigera-.*|calico-(system|apiserver))$/;

const SERVICE = 'nginx-svc';
const PORT = 80;

const NAMESPACE_LABELS = { [DEMO_LABEL]: 'true', compliance: 'open', environment: 'development' } as const;
const SCANNED_LABELS = { app: 'nginx' } as const;
const POD_LABELS = { ...SCANNED_LABELS, security: 'strict' } as const;

/** Properties of `DemoTarget`. */
export interface DemoTargetProps extends WorkloadOptions {
  /**
   * The cluster that the target runs on.
   *
   * @default - the cluster provided by the nearest parent construct, if any
   */
  readonly cluster?: CalicoCluster;

  /**
   * Namespace to create for the target. Must be an RFC 1123 label that is not in use on the cluster and does not belong to
   * Kubernetes or Calico. The namespace is labelled `calico-threat-defense/demo: "true"`.
   *
   * @default dev
   */
  readonly namespace?: string;

  /**
   * The user that the pods run as, instead of root. They then run the image `nginxinc/nginx-unprivileged`, which listens
   * on port 8080, without any capabilities; the Service still listens on port 80. A custom `image` must listen on port
   * 8080 as well.
   *
   * @default - nginx starts as root and listens on port 80, as in the workshop
   */
  readonly user?: PodUser;
}

const PROPS: ValueType<DemoTargetProps> = struct<DemoTargetProps>(
  { name: 'DemoTargetProps' },
  {
    ...WORKLOAD_OPTION_TYPES,
    cluster: optional(CALICO_CLUSTER),
    namespace: optional(TEXT),
    user: optional(POD_USER),
  },
);

/**
 * A target to scan: a namespace, two nginx pods (Deployment `dev-nginx`) and their Service `nginx-svc`. The namespace has
 * the label `calico-threat-defense/demo: "true"`.
 *
 * By default, nginx starts as root to listen on port 80 and keeps only the four capabilities that it requires. With the
 * prop `user`, it requires neither root nor capabilities.
 */
export class DemoTarget extends Construct {
  /** Namespace of the target. */
  public readonly namespace: string;

  /** Reference of the container image. */
  public readonly image: string;

  /** URL under which pods of the same namespace reach the Service. */
  public readonly url: string = `http://${SERVICE}`;

  /** The nginx pods, as the target of a scan. */
  public readonly scanTarget: ScanTarget;

  /** The Service of the pods, which listens on port 80, as the target of a scan or the control of a probe. */
  public readonly serviceTarget: ScanTarget;

  /** The Service of the pods, as the target of a probe, with the labels and the port of the pods. */
  public readonly probeTarget: ProbeTarget;

  /**
   * @param scope the parent construct
   * @param id the construct ID
   * @param props namespace and options of the pods
   * @throws when the namespace or an option of the pods is malformed, or the namespace belongs to Kubernetes or Calico
   */
  constructor(scope: Construct, id: string, props: DemoTargetProps = {}) {
    super(checkedScope('DemoTarget', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.namespace = props.namespace ?? 'dev';
    const nginx = nginxPod(props.user);
    this.image = imageOf(props, nginx.image);

    const deployment = this.deployment(props, nginx);
    report(this.node.path, [
      ...checkDemoNamespace(this.namespace, ['namespace']),
      ...checkWorkload(deployment),
      ...checkWorkloadOptions(props, POD_LABELS),
    ]);
    this.scanTarget = ScanTarget.pods({ namespace: this.namespace, labels: SCANNED_LABELS });
    this.serviceTarget = ScanTarget.service({ namespace: this.namespace, name: SERVICE });
    this.probeTarget = ProbeTarget.service({
      namespace: this.namespace,
      name: SERVICE,
      port: PORT,
      podPort: nginx.port,
      podLabels: POD_LABELS,
    });

    if (props.cluster) {
      CalicoCluster.provide(this, props.cluster);
    }
    const namespace = new PlainObject(this, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.namespace, labels: NAMESPACE_LABELS },
    });
    const pods = new PlainObject(this, 'Deployment', deployment);
    pods.addDependency(namespace);
    new PlainObject(this, 'Service', this.service(nginx.port)).addDependency(pods);
    requireUniqueObjects(this, 'give one of the targets another namespace, or remove it');
  }

  private deployment(props: DemoTargetProps, nginx: NginxPod): ApiObjectProps & { readonly spec: DeploymentSpec } {
    const { annotations, labels } = props;
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'dev-nginx', namespace: this.namespace, labels, annotations },
      spec: {
        replicas: 2,
        selector: { matchLabels: POD_LABELS },
        template: {
          metadata: { labels: labelsOfPods(props, POD_LABELS), annotations },
          spec: {
            automountServiceAccountToken: false,
            securityContext: nginx.podSecurity,
            containers: [
              {
                name: 'nginx',
                image: this.image,
                ports: [{ containerPort: nginx.port }],
                resources: resourcesOf(props, RESOURCES),
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: nginx.capabilities,
                  seccompProfile: { type: 'RuntimeDefault' },
                },
              },
            ],
            ...podPlacement(props),
          },
        },
      },
    };
  }

  private service(targetPort: number): ApiObjectProps & { readonly spec: ServiceSpec } {
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: SERVICE, namespace: this.namespace, labels: { service: 'nginx' } },
      spec: { ports: [{ port: PORT, targetPort, protocol: 'TCP' }], selector: SCANNED_LABELS },
    };
  }
}

/** Checks the namespace of a demo target. Deleting the demo deletes the namespace and everything in it. */
export function checkDemoNamespace(namespace: string, keys: Keys): Finding[] {
  const message =
    dnsLabelProblem(namespace) ??
    (SYSTEM_NAMESPACE.test(namespace)
      ? 'belongs to Kubernetes or Calico; the demo requires its own namespace, which is deleted with it'
      : undefined);
  return message === undefined ? [] : [{ ...NAMESPACE, keys, value: namespace, message }];
}

/** The rules that this file checks. */
export const DEMO_TARGET_RULES = [NAMESPACE] as const;
