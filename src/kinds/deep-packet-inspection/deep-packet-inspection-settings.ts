import { Construct } from 'constructs';
import { checkedScope, checkProps, optional, struct, TEXT_MAP, type ValueType } from '../../arguments';
import { errorRule, type Finding } from '../../base';
import { CALICO_CLUSTER, CalicoCluster, OPERATOR_GROUP } from '../../calico';
import { addCalicoObject } from '../../kind';
import { CONTAINER_RESOURCES, type ContainerResources, GUARDS } from '../../kubernetes';
import { checkInspectionSettings, SETTINGS_NAME } from './settings-checks';
import { SNORT_RULES, type SnortRules } from './snort-rules';

const NOTHING = errorRule({
  id: 'deep-packet-inspection/settings-nothing',
  form: 'program',
  what: 'DeepPacketInspectionSettings must have resources or rules.',
  why: 'Without a setting there is nothing to apply.',
  bad: "new DeepPacketInspectionSettings(chart, 'settings', { cluster });",
  good: "new DeepPacketInspectionSettings(chart, 'settings', { cluster, resources: ContainerResources.of({ cpuLimit: 2 }) });",
});

/** Properties of `DeepPacketInspectionSettings`. */
export interface DeepPacketInspectionSettingsProps {
  /**
   * The cluster whose settings these are.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * CPU and memory of the pod that inspects on each node, for all inspections together.
   *
   * @default - not set: Calico's defaults are limits of 1 CPU and 1 GiB, and requests of 0.1 CPU and 100 MiB
   */
  readonly resources?: ContainerResources;

  /**
   * Rules in addition to the community rules of Snort. Only from 3.20.0-2.0 and Calico Cloud 20.3.0 on.
   *
   * @default - not set
   */
  readonly snortRules?: SnortRules;

  /**
   * More annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * The resources and the rules of all inspections of a cluster: a part of the IntrusionDetection `tigera-secure`, with the
 * settings that are given and no others.
 *
 * The object exists on every cluster with intrusion detection, so it must be applied with `kubectl apply --server-side`,
 * which changes only the given fields. Annotations keep Argo CD and Flux from removing it, or settings in it.
 * `patchCommand` does the same without a manifest.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/deeppacketinspection#configure-resource-requirements
 */
export class DeepPacketInspectionSettings extends Construct {
  /** The cluster whose settings these are. */
  public readonly cluster: CalicoCluster;

  /** The command that changes the same settings on the cluster without a manifest. */
  public readonly patchCommand: string;

  /**
   * @param scope the scope in which to define the settings
   * @param id the construct ID, unique in its scope
   * @param props the settings
   * @throws when there is no setting, the release does not have it, the image is malformed, or an annotation is
   */
  constructor(scope: Construct, id: string, props: DeepPacketInspectionSettingsProps = {}) {
    super(checkedScope('DeepPacketInspectionSettings', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    const spec = specOf(props);
    const manifest = {
      apiVersion: `${OPERATOR_GROUP}/v1`,
      kind: 'IntrusionDetection',
      metadata: { name: SETTINGS_NAME, annotations: { ...GUARDS, ...props.annotations } },
      spec,
    };
    addCalicoObject(this, this.cluster, {
      manifest,
      findings: [...checkAny(props), ...checkInspectionSettings(manifest, this.cluster)],
      duplicateAdvice: 'there is only one IntrusionDetection, so put all settings into one construct',
    });
    const patch = JSON.stringify({ spec });
    this.patchCommand = `kubectl patch intrusiondetections.operator.tigera.io ${SETTINGS_NAME} --type merge --patch '${patch}'`;
  }
}

function specOf({ resources, snortRules }: DeepPacketInspectionSettingsProps): object {
  return {
    componentResources: resources && [
      { componentName: 'DeepPacketInspection', resourceRequirements: resources._fields },
    ],
    deepPacketInspectionDaemonset: snortRules?._daemonSet,
  };
}

function checkAny({ resources, snortRules }: DeepPacketInspectionSettingsProps): Finding[] {
  const message = 'contain no setting, so there is nothing to apply; set resources or snortRules';
  return resources === undefined && snortRules === undefined ? [{ ...NOTHING, keys: ['props'], message }] : [];
}

const PROPS: ValueType<DeepPacketInspectionSettingsProps> = struct<DeepPacketInspectionSettingsProps>(
  { name: 'DeepPacketInspectionSettingsProps' },
  {
    cluster: optional(CALICO_CLUSTER),
    resources: optional(CONTAINER_RESOURCES),
    snortRules: optional(SNORT_RULES),
    annotations: optional(TEXT_MAP),
  },
);

/** The rules that this file checks. */
export const INSPECTION_SETTINGS_RULES = [NOTHING] as const;
