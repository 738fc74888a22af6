import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedScope, checkProps, list, optional, struct, TEXT, TEXT_MAP, type ValueType } from '../../arguments';
import { CALICO_CLUSTER, CALICO_GROUP, CalicoCluster } from '../../calico';
import { addCalicoObject, requiresNamespace } from '../../kind';
import { TIME_WINDOW, type TimeWindow } from '../../kubernetes';
import { POLICY_SELECTOR, type PolicySelector } from '../../query';
import { CAPTURE_FILTER, type CaptureFilter } from './capture-filter';
import { HAS_TIMES } from './capture-schema';
import { METADATA_MARKS } from './metadata-rules';
import { checkPacketCapture } from './packet-capture-checks';

/** Properties of `PacketCapture`. */
export interface PacketCaptureProps {
  /** Name of the object, an RFC 1123 subdomain. Its files are in a folder with this name. */
  readonly name: string;

  /** The namespace of the pods, an RFC 1123 label. */
  readonly namespace: string;

  /** The pods of the namespace whose packets are captured. Pods in the network of their host are not supported. */
  readonly pods: PolicySelector;

  /**
   * The cluster that the capture is for.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * What is captured: packets that match one of the filters.
   *
   * @default - all packets of the pods
   */
  readonly filters?: CaptureFilter[];

  /**
   * When packets are captured. A capture without an end causes a warning. Only from 3.10 on.
   *
   * @default - from the moment it is applied until it is deleted
   */
  readonly during?: TimeWindow;

  /**
   * Labels of the object.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

const RESOURCE = 'packetcaptures.projectcalico.org';

/** A time in the past, for whatever clock a node has. */
const LONG_AGO = '1970-01-01T00:00:00Z';

/**
 * A PacketCapture: the packets of some pods are written to files on their nodes, up to a limit of size and number that
 * the FelixConfiguration sets. Pods with several network interfaces and pods on Windows are not supported.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/packetcapture
 */
export class PacketCapture extends Construct {
  /** Name of the object. */
  public readonly captureName: string;

  /** The namespace of the pods. */
  public readonly namespace: string;

  /** The pods whose packets are captured. */
  public readonly pods: PolicySelector;

  /** The cluster that the capture is for. */
  public readonly cluster: CalicoCluster;

  /** When packets are captured; undefined if from the moment it is applied until it is deleted. */
  public readonly during?: TimeWindow;

  /**
   * @param scope the scope in which to define the capture
   * @param id the construct ID, unique in its scope
   * @param props the capture
   * @throws when the name, the namespace, a label or an annotation is malformed, or the release has no times of captures
   */
  constructor(scope: Construct, id: string, props: PacketCaptureProps) {
    super(checkedScope('PacketCapture', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.captureName = props.name;
    this.namespace = props.namespace;
    this.pods = props.pods;
    this.during = props.during;
    const manifest = captureManifest(props);
    addCalicoObject(this, this.cluster, {
      manifest,
      findings: requiresNamespace(checkPacketCapture(manifest, this.cluster), METADATA_MARKS),
    });
  }

  /** The command that shows the state of the capture, and its files on each node. */
  public get statusCommand(): string {
    return `kubectl get ${RESOURCE} ${this.target} --output yaml`;
  }

  /**
   * The command that copies the files of the capture into the current folder. It runs commands in the pods of
   * calico-node or fluentd, which `PacketCaptureRole` does not allow.
   *
   * @see https://docs.tigera.io/calico-enterprise/latest/reference/clis/calicoctl/captured-packets
   */
  public get fetchCommand(): string {
    return `calicoctl captured-packets copy ${this.target}`;
  }

  /**
   * The command that stops the capture and keeps its files. Remove the capture from the program as well, or the next
   * `kubectl apply` starts it again. Undefined before 3.10, where only deleting it stops a capture.
   */
  public get stopCommand(): string | undefined {
    // The end must not be before the start, which may be in the future.
    const times = { ...(this.during?.startTime === undefined ? {} : { startTime: null }), endTime: LONG_AGO };
    const patch = JSON.stringify({ spec: times });
    return this.cluster.release._valueIn(HAS_TIMES)
      ? `kubectl patch ${RESOURCE} ${this.target} --type merge --patch '${patch}'`
      : undefined;
  }

  /** The command that stops the capture and deletes its files. */
  public get deleteCommand(): string {
    return `kubectl delete ${RESOURCE} ${this.target}`;
  }

  private get target(): string {
    return `${this.captureName} --namespace ${this.namespace}`;
  }
}

function captureManifest(props: PacketCaptureProps): ApiObjectProps {
  const { name, namespace, labels, annotations, filters = [], during } = props;
  return {
    apiVersion: `${CALICO_GROUP}/v3`,
    kind: 'PacketCapture',
    metadata: { name, namespace, labels, annotations },
    spec: {
      selector: props.pods.text,
      filters: filters.length === 0 ? undefined : filters.map(({ _fields }) => _fields),
      startTime: during?.startTime,
      endTime: during?.endTime,
    },
  };
}

const PROPS: ValueType<PacketCaptureProps> = struct<PacketCaptureProps>(
  { name: 'PacketCaptureProps' },
  {
    name: TEXT,
    namespace: TEXT,
    pods: POLICY_SELECTOR,
    cluster: optional(CALICO_CLUSTER),
    filters: optional(list(CAPTURE_FILTER)),
    during: optional(TIME_WINDOW),
    labels: optional(TEXT_MAP),
    annotations: optional(TEXT_MAP),
  },
);
