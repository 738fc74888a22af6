import { ApiObject, Size } from 'cdk8s';
import { Capability, Cpu, Deployment, LabelSelector, Pods, Protocol, SeccompProfileType, Service } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { CalicoCluster, requireUniqueObjects } from '../cluster';
import { errorRule, type Finding, report } from '../findings';
import { dnsLabelProblem, type Manifest, omit, omitNamespace } from '../manifest';
import { ScanTarget } from '../scanner';
import {
  checkWorkload,
  checkWorkloadOptions,
  imageOf,
  omitPodDefaults,
  placementPatches,
  podPlacement,
  type WorkloadOptions,
} from '../workloads';

const NAMESPACE = errorRule('demo-target/namespace');

const IMAGE = 'nginx:1.29.4';
const PORT = 80;
const NAMESPACE_LABELS = { compliance: 'open', environment: 'development' } as const;
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
   * Namespace that is made for the target, an RFC 1123 label.
   *
   * @default dev
   */
  readonly namespace?: string;
}

/**
 * Something to scan: a namespace, two nginx pods (Deployment `dev-nginx`) and their Service `nginx-svc`.
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
   * @throws when the namespace or an option of the pods is malformed
   */
  constructor(scope: Construct, id: string, props: DemoTargetProps = {}) {
    super(scope, id);
    this.namespace = props.namespace ?? 'dev';
    this.image = imageOf(props, IMAGE);

    const outline = this.outline(props);
    report(this.node.path, [
      ...checkNamespace(this.namespace),
      ...checkWorkload(outline),
      ...checkWorkloadOptions(props, POD_LABELS),
    ]);
    this.scanTarget = ScanTarget.pods({ namespace: this.namespace, labels: SCANNED_LABELS });

    if (props.cluster) {
      CalicoCluster.provide(this, props.cluster);
    }
    const namespace = this.addNamespace();
    const deployment = this.addDeployment(props);
    deployment.node.addDependency(namespace);
    this.addService().node.addDependency(deployment);
    requireUniqueObjects(this);
  }

  /** The Deployment as far as it follows from the props, for the checks to read before anything is made. */
  private outline(props: DemoTargetProps): Manifest {
    const labels = { ...props.labels, ...POD_LABELS };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'dev-nginx', namespace: this.namespace, labels: props.labels, annotations: props.annotations },
      spec: {
        template: {
          metadata: { labels, annotations: props.annotations },
          spec: { ...podPlacement(props), containers: [{ name: 'nginx', image: this.image }] },
        },
      },
    };
  }

  private addNamespace(): ApiObject {
    const namespace = new ApiObject(this, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.namespace, labels: NAMESPACE_LABELS },
    });
    omitNamespace(namespace);
    return namespace;
  }

  private addDeployment(props: DemoTargetProps): Deployment {
    const deployment = new Deployment(this, 'Deployment', {
      metadata: { name: 'dev-nginx', namespace: this.namespace, labels: props.labels, annotations: props.annotations },
      podMetadata: { labels: { ...props.labels, ...POD_LABELS }, annotations: props.annotations },
      replicas: 2,
      select: false,
      automountServiceAccountToken: false,
      securityContext: { ensureNonRoot: false },
      containers: [
        {
          name: 'nginx',
          image: this.image,
          ports: [{ number: PORT }],
          resources: {
            cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
            memory: { request: Size.mebibytes(32), limit: Size.mebibytes(128) },
          },
          securityContext: {
            ensureNonRoot: false,
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: false,
            capabilities: {
              drop: [Capability.ALL],
              add: [Capability.CHOWN, Capability.NET_BIND_SERVICE, Capability.SETGID, Capability.SETUID],
            },
            seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
          },
        },
      ],
    });
    deployment.select(LabelSelector.of({ labels: POD_LABELS }));
    patchDeployment(deployment, props);
    return deployment;
  }

  private addService(): Service {
    const service = new Service(this, 'Service', {
      metadata: { name: 'nginx-svc', namespace: this.namespace, labels: { service: 'nginx' } },
      ports: [{ port: PORT, targetPort: PORT, protocol: Protocol.TCP }],
      selector: Pods.select(this, 'Pods', { labels: SCANNED_LABELS }),
    });
    ApiObject.of(service).addJsonPatch(...omit('/spec', 'externalIPs', 'type'));
    return service;
  }
}

function checkNamespace(namespace: string): Finding[] {
  const message = dnsLabelProblem(namespace);
  return message === undefined ? [] : [{ ...NAMESPACE, path: 'namespace', value: namespace, message }];
}

function patchDeployment(deployment: IConstruct, props: WorkloadOptions): void {
  const pod = '/spec/template';
  ApiObject.of(deployment).addJsonPatch(
    ...omit('/spec', 'minReadySeconds', 'progressDeadlineSeconds', 'strategy'),
    ...omitPodDefaults(pod),
    ...omit(`${pod}/spec`, 'securityContext'),
    ...omit(`${pod}/spec/containers/0`, 'startupProbe'),
    ...omit(`${pod}/spec/containers/0/securityContext`, 'privileged', 'readOnlyRootFilesystem', 'runAsNonRoot'),
    ...placementPatches(`${pod}/spec`, podPlacement(props)),
  );
}
