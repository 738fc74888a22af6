import { checkArguments, instance, optional, TEXT, type ValueType } from '../../arguments';
import { CONTAINER_RESOURCES, type ContainerResources } from '../../kubernetes';

/**
 * Rules of Snort that inspections use in addition to the community rules.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/deeppacketinspection
 */
export class SnortRules {
  /**
   * Rules in an image: its files `*.rules` below `/usr/etc/snort/rules/`. Only from 3.20.0-2.0 and Calico Cloud 20.3.0 on.
   *
   * @param image the image, with a tag other than latest or a digest
   * @param resources of the container that copies the rules; default: the operator's
   */
  public static image(image: string, resources?: ContainerResources): SnortRules {
    checkArguments('SnortRules', { image, resources }, { image: TEXT, resources: optional(CONTAINER_RESOURCES) });
    return new SnortRules(image, resources);
  }

  private constructor(
    private readonly imageReference: string,
    private readonly resources?: ContainerResources,
  ) {}

  /**
   * The field `deepPacketInspectionDaemonset`.
   *
   * @internal
   */
  public get _daemonSet(): object {
    const container = { name: 'snort-rules', image: this.imageReference, resources: this.resources?._fields };
    return { spec: { template: { spec: { initContainers: [container] } } } };
  }
}

export const SNORT_RULES: ValueType<SnortRules> = instance(
  'SnortRules',
  () => SnortRules,
  ", such as SnortRules.image('registry.example.com/rules:1')",
);
