import { Construct } from 'constructs';
import { checkedScope, checkProps, optional, struct, type ValueType } from '../../arguments';
import { report } from '../../base';
import { CALICO_CLUSTER, CALICO_GROUP, CalicoCluster } from '../../calico';
import { requireUniqueObjects } from '../../kind';
import {
  addRole,
  checkNamespaceRole,
  NAMESPACE_ROLE_OPTION_TYPES,
  type NamespaceRoleOptions,
  verbsOf,
} from '../../kubernetes';

/** Properties of `DeepPacketInspectionRole`. */
export interface DeepPacketInspectionRoleProps extends NamespaceRoleOptions {
  /**
   * The cluster that the role is for.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;
}

/**
 * The permissions to use deep packet inspections in one namespace. Neither `tigera-network-admin` nor `tigera-ui-user`
 * includes them. The settings of all inspections are not part of it: they belong to the whole cluster.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export class DeepPacketInspectionRole extends Construct {
  /** Name of the role and its binding. */
  public readonly roleName: string;

  /** The cluster that the role is for. */
  public readonly cluster: CalicoCluster;

  /**
   * @param scope the scope in which to define the role
   * @param id the construct ID, unique in its scope
   * @param props what is allowed, and to whom
   * @throws when the name, the namespace, a label or an annotation is malformed
   */
  constructor(scope: Construct, id: string, props: DeepPacketInspectionRoleProps) {
    super(checkedScope('DeepPacketInspectionRole', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.roleName = props.name ?? 'calico-threat-defense-deep-packet-inspection';
    report(this.node.path, checkNamespaceRole(this.roleName, props));

    CalicoCluster.provide(this, this.cluster);
    const verbs = verbsOf(props.manage ?? true);
    const rules = [{ apiGroups: [CALICO_GROUP], resources: ['deeppacketinspections'], verbs }];
    addRole(this, { kind: 'Role', name: this.roleName, rules }, props);
    requireUniqueObjects(this);
  }
}

const PROPS: ValueType<DeepPacketInspectionRoleProps> = struct<DeepPacketInspectionRoleProps>(
  { name: 'DeepPacketInspectionRoleProps' },
  { ...NAMESPACE_ROLE_OPTION_TYPES, cluster: optional(CALICO_CLUSTER) },
);
