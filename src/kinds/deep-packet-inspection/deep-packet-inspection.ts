import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedScope, checkProps, optional, struct, TEXT, TEXT_MAP, type ValueType } from '../../arguments';
import { CALICO_CLUSTER, CALICO_GROUP, CalicoCluster } from '../../calico';
import { EventSelection } from '../../events';
import { addCalicoObject, requiresNamespace } from '../../kind';
import { POLICY_SELECTOR, type PolicySelector } from '../../query';
import { checkInspection } from './inspection-checks';
import { METADATA_MARKS } from './metadata-rules';

/** Properties of `DeepPacketInspection`. */
export interface DeepPacketInspectionProps {
  /** Name of the object, an RFC 1123 subdomain. It is part of the origin of its events. */
  readonly name: string;

  /** The namespace of the pods, an RFC 1123 label. */
  readonly namespace: string;

  /** The pods of the namespace whose traffic is inspected. */
  readonly pods: PolicySelector;

  /**
   * The cluster that the inspection is for.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

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

/**
 * A DeepPacketInspection: Calico compares the packets of some pods with the community rules of Snort, and raises an event
 * for each match. Pods with several network interfaces and pods on Windows are not supported, and neither are clusters
 * whose management cluster is multi-tenant. Available from 3.9 on.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/deeppacketinspection
 */
export class DeepPacketInspection extends Construct {
  /** Name of the object. */
  public readonly inspectionName: string;

  /** The namespace of the pods. */
  public readonly namespace: string;

  /** The pods whose traffic is inspected. */
  public readonly pods: PolicySelector;

  /** The cluster that the inspection is for. */
  public readonly cluster: CalicoCluster;

  /**
   * @param scope the scope in which to define the inspection
   * @param id the construct ID, unique in its scope
   * @param props the inspection
   * @throws when the release has no inspections, or the name, the namespace, a label or an annotation is malformed
   */
  constructor(scope: Construct, id: string, props: DeepPacketInspectionProps) {
    super(checkedScope('DeepPacketInspection', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.inspectionName = props.name;
    this.namespace = props.namespace;
    this.pods = props.pods;
    const manifest = inspectionManifest(props);
    addCalicoObject(this, this.cluster, {
      manifest,
      findings: requiresNamespace(checkInspection(manifest, this.cluster), METADATA_MARKS),
    });
  }

  /**
   * The events of this inspection, for an exception or the query of a webhook. Their origin is `dpi.NAMESPACE/NAME`
   * (observed, not documented). They have no `source_name_aggr` and no `dest_name_aggr`.
   */
  public get events(): EventSelection {
    return EventSelection.ofInspection(this.namespace, this.inspectionName);
  }

  /** The command that shows on which nodes the inspection is active, and its errors. */
  public get statusCommand(): string {
    return `kubectl get deeppacketinspections.projectcalico.org ${this.inspectionName} --namespace ${this.namespace} --output yaml`;
  }
}

function inspectionManifest({ name, namespace, pods, labels, annotations }: DeepPacketInspectionProps): ApiObjectProps {
  return {
    apiVersion: `${CALICO_GROUP}/v3`,
    kind: 'DeepPacketInspection',
    metadata: { name, namespace, labels, annotations },
    spec: { selector: pods.text },
  };
}

const PROPS: ValueType<DeepPacketInspectionProps> = struct<DeepPacketInspectionProps>(
  { name: 'DeepPacketInspectionProps' },
  {
    name: TEXT,
    namespace: TEXT,
    pods: POLICY_SELECTOR,
    cluster: optional(CALICO_CLUSTER),
    labels: optional(TEXT_MAP),
    annotations: optional(TEXT_MAP),
  },
);
