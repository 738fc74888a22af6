import { ApiObject, Size } from 'cdk8s';
import { Capability, Cpu, Pod, SeccompProfileType } from 'cdk8s-plus-28';
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
import { PortRange } from './port-range';
import type { ScanTarget } from './scan-target';
import { checkScanner } from './scanner-checks';

const IMAGE = 'nicolaka/netshoot:v0.14';

/** Everyday requests to the demo target, so that a detector has something to learn from. */
const TRAFFIC = 'while true; do curl -m3 http://nginx-svc; sleep 3; done;';

/** An unprivileged user; the image's own is root. */
const USER = 1000;

const POD_LABELS = { app: 'netshoot' } as const;

/** What scans, and what is scanned. */
export interface NetshootScannerProps extends WorkloadOptions {
  /**
   * The cluster that the scanner runs on.
   *
   * @default - the one that a construct above provides, if any
   */
  readonly cluster?: CalicoCluster;

  /** What is scanned. */
  readonly target: ScanTarget;

  /**
   * The ports that are tried.
   *
   * @default PortRange.of(1, 600)
   */
  readonly ports?: PortRange;

  /**
   * Name of the Pod.
   *
   * @default netshoot
   */
  readonly name?: string;

  /**
   * Namespace of the Pod.
   *
   * @default - the target's
   */
  readonly namespace?: string;
}

/**
 * A Pod with network tools, from which a port scan is started by hand with `scanCommand`. Until then it makes everyday
 * requests to the demo target.
 *
 * It passes the Pod Security level `restricted`: no root, no capability, no service-account token. Nmap then scans with
 * full TCP connections instead of raw packets.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class NetshootScanner extends Construct {
  /** Name of the Pod. */
  public readonly podName: string;

  /** Namespace of the Pod. */
  public readonly namespace: string;

  /** What is scanned. */
  public readonly target: ScanTarget;

  /** The ports that are tried. */
  public readonly ports: PortRange;

  /** Reference of the image that runs. */
  public readonly image: string;

  /**
   * The command that scans, for a POSIX shell with kubectl: it looks up the address of one target pod and tries all
   * ports of it, in order.
   */
  public readonly scanCommand: string;

  /**
   * @param scope where the scanner stands
   * @param id its name among its siblings
   * @param props what scans and what is scanned
   * @throws when a name is malformed, or an option of the Pod is
   */
  constructor(scope: Construct, id: string, props: NetshootScannerProps) {
    super(scope, id);
    this.podName = props.name ?? 'netshoot';
    this.target = props.target;
    this.namespace = props.namespace ?? this.target.namespace;
    this.ports = props.ports ?? PortRange.of(1, 600);
    this.image = imageOf(props, IMAGE);

    const outline = this.outline(props);
    report(this.node.path, [
      ...checkScanner(outline),
      ...checkWorkload(outline),
      ...checkWorkloadOptions(props, POD_LABELS),
    ]);
    this.scanCommand = `kubectl -n ${this.namespace} exec ${this.podName} -- nmap -Pn -r -p ${this.ports} ${this.target._addressExpression()}`;

    if (props.cluster) {
      CalicoCluster.provide(this, props.cluster);
    }
    this.addPod(props);
    requireUniqueObjects(this);
  }

  /** The Pod as far as it follows from the props, for the checks to read before anything is made. */
  private outline(props: NetshootScannerProps): Manifest {
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: this.podName,
        namespace: this.namespace,
        labels: { ...props.labels, ...POD_LABELS },
        annotations: props.annotations,
      },
      spec: { ...podPlacement(props), containers: [{ name: 'netshoot', image: this.image }] },
    };
  }

  private addPod(props: NetshootScannerProps): void {
    const pod = new Pod(this, 'Pod', {
      metadata: {
        name: this.podName,
        namespace: this.namespace,
        labels: { ...props.labels, ...POD_LABELS },
        annotations: props.annotations,
      },
      automountServiceAccountToken: false,
      securityContext: { ensureNonRoot: true, user: USER, group: USER },
      containers: [
        {
          name: 'netshoot',
          image: this.image,
          command: ['/bin/bash', '-c', '--'],
          args: [TRAFFIC],
          resources: {
            cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
            memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
          },
          securityContext: {
            ensureNonRoot: true,
            privileged: false,
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: [Capability.ALL] },
            seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
          },
        },
      ],
    });
    patch(pod, props);
  }
}

function patch(pod: IConstruct, props: WorkloadOptions): void {
  ApiObject.of(pod).addJsonPatch(
    ...omitPodDefaults(''),
    ...omit('/spec/securityContext', 'fsGroupChangePolicy'),
    ...omit('/spec/containers/0/securityContext', 'privileged', 'runAsNonRoot'),
    ...placementPatches('/spec', podPlacement(props)),
  );
}
