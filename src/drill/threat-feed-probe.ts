import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedScope, checkProps, instance, type ValueType } from '../arguments';
import { fieldPath, report } from '../base';
import { CalicoCluster, PROBE_ANNOTATIONS, SCAN_ANNOTATIONS } from '../calico';
import { requireUniqueObjects } from '../kind';
import type { ThreatFeedBlock } from '../kinds/blocking';
import type { ThreatFeed } from '../kinds/threat-feed';
import { checkWorkload, checkWorkloadOptions, imageOf, labelsOfPods, PlainObject } from '../kubernetes';
import type { PodSpec } from '../kubernetes/api-types';
import { checkedTarget } from './checked-target';
import { checkBlock } from './feed-probe-block';
import { checkFeedProbe } from './feed-probe-checks';
import { probeArguments } from './probe-arguments';
import { type ScanTarget, ScanTargetKind } from './scan-target';
import { serviceHost } from './scan-workload';
import { word } from './shell-word';
import { PROBE_PROPS, type ThreatFeedProbeProps } from './threat-feed-probe-props';
import { TOOLS_IMAGE, toolsPodSpec, WAITING } from './tools-pod';

/**
 * A pod that waits to connect to addresses of a threat feed, which a policy must deny, and to a control, which must be
 * reachable. `verify` reads the addresses from the network set that Calico creates for the feed, and connects from the
 * pod to one TCP port of up to three public ones. No data is sent.
 *
 * The pod meets the Pod Security level `restricted`. It has no root user, capabilities or service account token, a
 * read-only root file system, and resource requests and limits. Do not inject the proxy of a service mesh into it, because
 * such a proxy accepts connections itself.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/suspicious-ips
 */
export class ThreatFeedProbe extends Construct {
  /** Name of the pod. */
  public readonly probeName: string;

  /** Namespace of the pod. */
  public readonly namespace: string;

  /** The feed whose addresses must not be reachable. */
  public readonly feed: ThreatFeed;

  /** The policy that must deny the connections, if it was set. */
  public readonly blockedBy?: ThreatFeedBlock;

  /** The TCP port of its addresses. */
  public readonly port: number;

  /** What must be reachable. */
  public readonly control: ScanTarget;

  /** The TCP port of the control. */
  public readonly controlPort: number;

  /** Reference of the container image. */
  public readonly image: string;

  /**
   * The command that connects to the first address of the network set, for a POSIX shell with kubectl. A blocked address is
   * `filtered`, with the reason `no-response`.
   */
  public readonly probeCommand: string;

  /** The command that connects to the control, for a POSIX shell with kubectl. A reachable one is `open`. */
  public readonly controlCommand: string;

  /**
   * @param scope the parent construct
   * @param id the construct ID
   * @param props the feed, the control and the options of the pod
   * @throws when the feed has no network set, the policy cannot deny the connections, or a name, a port or an option of the pod is malformed
   */
  constructor(scope: Construct, id: string, props: ThreatFeedProbeProps) {
    super(checkedScope('ThreatFeedProbe', scope, id), id);
    checkProps(this.node.path, props, PROBE_PROPS);
    this.control = checkedTarget(props.control);
    const namespace = props.namespace ?? this.control.namespace;
    this.probeName = props.name ?? 'feed-probe';
    this.namespace = namespace ?? '';
    this.feed = props.feed;
    this.blockedBy = props.blockedBy;
    this.port = props.port ?? 443;
    this.controlPort = props.controlPort ?? 80;
    this.image = imageOf(props, TOOLS_IMAGE);

    const pod = this.pod(props);
    const problems = checkFeedProbe(props, this.probeName, namespace);
    const { labels = {} } = pod.metadata ?? {};
    report(this.node.path, [
      ...problems,
      // The name is the value of this label, too.
      ...checkWorkload(pod).filter(({ keys }) => problems.length === 0 || fieldPath(keys) !== 'metadata.labels.app'),
      ...checkWorkloadOptions(props, this.podLabels),
      ...(props.blockedBy === undefined
        ? []
        : checkBlock(props.blockedBy, { feed: this.feed, labels, namespace: this.namespace })),
    ]);
    this.probeCommand = this.command(this.port, [], this.firstAddress);
    this.controlCommand = this.command(this.controlPort, this.controlHosts);

    if (props.cluster) {
      CalicoCluster.provide(this, props.cluster);
    }
    new PlainObject(this, 'Resource', pod);
    requireUniqueObjects(this);
  }

  private get podLabels(): { readonly app: string } {
    return { app: this.probeName };
  }

  private get controlHosts(): string[] {
    return this.control.kind === ScanTargetKind.SERVICE
      ? [serviceHost(this.control)]
      : [...(this.control.addressList ?? [])];
  }

  private pod(props: ThreatFeedProbeProps): ApiObjectProps & { readonly spec: PodSpec } {
    const { image, control, probeName: name, namespace } = this;
    const annotations = {
      ...props.annotations,
      [PROBE_ANNOTATIONS.feed]: this.feed.feedName,
      [PROBE_ANNOTATIONS.port]: `${this.port}`,
      [PROBE_ANNOTATIONS.control]: this.controlHosts.join(' '),
      [PROBE_ANNOTATIONS.controlPort]: `${this.controlPort}`,
      ...(control.publicAddressesReason === undefined
        ? {}
        : { [SCAN_ANNOTATIONS.publicAddressesReason]: control.publicAddressesReason }),
    };
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels: labelsOfPods(props, this.podLabels), annotations },
      spec: toolsPodSpec({ image, user: props.user, options: props, program: WAITING }),
    };
  }

  private command(port: number, hosts: readonly string[], more?: string): string {
    const words = ['exec', this.probeName, '--', 'nmap', ...probeArguments(`${port}`, hosts)].map(word);
    return [`kubectl -n ${word(this.namespace)}`, ...words, ...(more === undefined ? [] : [more])].join(' ');
  }

  /** Without its prefix, because nmap would connect to all addresses of a network. */
  private get firstAddress(): string {
    const set = `globalnetworksets.projectcalico.org ${word(this.feed.networkSetName ?? '')}`;
    return `"$(kubectl get ${set} --output jsonpath='{.spec.nets[0]}' | cut -d/ -f1)"`;
  }
}

export const THREAT_FEED_PROBE: ValueType<ThreatFeedProbe> = instance('ThreatFeedProbe', () => ThreatFeedProbe);
