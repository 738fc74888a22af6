import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { CalicoCluster, requireUniqueObjects } from '../cluster';
import { errorRule, type Finding, report } from '../findings';
import type { DeploymentSpec, ServiceSpec } from '../kubernetes';
import { dnsLabelProblem, PlainObject } from '../manifest';
import { ScanTarget } from '../scanner';
import { checkWorkload, checkWorkloadOptions, imageOf, podPlacement, type WorkloadOptions } from '../workloads';

const NAMESPACE = errorRule('demo-target/namespace');

const SYSTEM_NAMESPACE = /^(default|kube-.*|tigera-.*|calico-(system|apiserver))$/;

const IMAGE = 'nginx:1.29.4';
const PORT = 80;

/** Marks the namespace as made for the demo, so that it can be told from one that was there before, and deleted. */
export const DEMO_LABEL = 'calico-threat-defense/demo';

const NAMESPACE_LABELS = { [DEMO_LABEL]: 'true', compliance: 'open', environment: 'development' } as const;
const SCANNED_LABELS = { app: 'nginx' } as const;
const POD_LABELS = { ...SCANNED_LABELS, security: 'strict' } as const;

/** Where the demo target stands and how its pods run. */
export interface DemoTargetProps extends WorkloadOptions {
  /**
   * The cluster that the target runs on.
   *
   * @default - the one that a construct above provides, if any
   */
  readonly cluster?: CalicoCluster;

  /**
   * Namespace that is made for the target, an RFC 1123 label. Choose a name that is not in use on the cluster, and not one
   * that belongs to Kubernetes or Calico. The namespace is labelled `calico-threat-defense/demo: "true"`.
   *
   * @default dev
   */
  readonly namespace?: string;
}

/**
 * Something to scan: a namespace, two nginx pods (Deployment `dev-nginx`) and their Service `nginx-svc`. The namespace has
 * the label `calico-threat-defense/demo: "true"`.
 *
 * Nginx starts as root, since it listens on port 80, but keeps only the four capabilities that it needs.
 */
export class DemoTarget extends Construct {
  /** Namespace of the target. */
  public readonly namespace: string;

  /** Reference of the image that runs. */
  public readonly image: string;

  /** The nginx pods, as a scan aims at them. */
  public readonly scanTarget: ScanTarget;

  /**
   * @param scope where the target stands
   * @param id its name among its siblings
   * @param props where it stands and how its pods run
   * @throws when the namespace or an option of the pods is malformed, or the namespace belongs to Kubernetes or Calico
   */
  constructor(scope: Construct, id: string, props: DemoTargetProps = {}) {
    super(scope, id);
    this.namespace = props.namespace ?? 'dev';
    this.image = imageOf(props, IMAGE);

    const deployment = this.deployment(props);
    report(this.node.path, [
      ...checkDemoNamespace(this.namespace, 'namespace'),
      ...checkWorkload(deployment),
      ...checkWorkloadOptions(props, POD_LABELS),
    ]);
    this.scanTarget = ScanTarget.pods({ namespace: this.namespace, labels: SCANNED_LABELS });

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
    new PlainObject(this, 'Service', this.service()).addDependency(pods);
    requireUniqueObjects(this);
  }

  private deployment(props: DemoTargetProps): ApiObjectProps & { readonly spec: DeploymentSpec } {
    const { annotations, labels } = props;
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'dev-nginx', namespace: this.namespace, labels, annotations },
      spec: {
        replicas: 2,
        selector: { matchLabels: POD_LABELS },
        template: {
          metadata: { labels: { ...labels, ...POD_LABELS }, annotations },
          spec: {
            automountServiceAccountToken: false,
            containers: [
              {
                name: 'nginx',
                image: this.image,
                ports: [{ containerPort: PORT }],
                resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'], add: ['CHOWN', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'] },
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

  private service(): ApiObjectProps & { readonly spec: ServiceSpec } {
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'nginx-svc', namespace: this.namespace, labels: { service: 'nginx' } },
      spec: { ports: [{ port: PORT, targetPort: PORT, protocol: 'TCP' }], selector: SCANNED_LABELS },
    };
  }
}

/** Checks the namespace of a demo target; who deletes the demo deletes it, with all that is in it. */
export function checkDemoNamespace(namespace: string, path: string): Finding[] {
  const message =
    dnsLabelProblem(namespace) ??
    (SYSTEM_NAMESPACE.test(namespace)
      ? 'belongs to Kubernetes or Calico; the demo needs a namespace of its own, which is deleted with it'
      : undefined);
  return message === undefined ? [] : [{ ...NAMESPACE, path, value: namespace, message }];
}
