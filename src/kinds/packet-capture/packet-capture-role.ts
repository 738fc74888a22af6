import { Construct } from 'constructs';
import { checkedScope, checkProps, FLAG, optional, struct, type ValueType } from '../../arguments';
import { type Finding, noticeRule, report } from '../../base';
import { CALICO_CLUSTER, CALICO_GROUP, CalicoCluster, type CalicoRelease, type History, OLDEST } from '../../calico';
import { requireUniqueObjects } from '../../kind';
import {
  addRole,
  checkNamespaceRole,
  NAMESPACE_ROLE_OPTION_TYPES,
  type NamespaceRoleOptions,
  verbsOf,
} from '../../kubernetes';

const API_OFF = noticeRule({
  id: 'packet-capture/api-off',
  form: 'program',
  on: '3.24',
  what: 'If a role allows downloading the files of captures, the cluster should have a PacketCaptureAPI.',
  why: 'Since 3.20 and Calico Cloud 20.0.0, downloads are off until the object PacketCaptureAPI tigera-secure is created.',
  bad: "new PacketCaptureRole(chart, 'role', { cluster, namespace: 'shop' });",
  good: "new PacketCaptureRole(chart, 'role', { cluster, namespace: 'shop', files: false });",
});

/** Releases on which the download of files is off by default. */
const API_IS_OFF: History<boolean> = [
  [OLDEST, false],
  ['3.20.0', true],
];

/** Properties of `PacketCaptureRole`. */
export interface PacketCaptureRoleProps extends NamespaceRoleOptions {
  /**
   * The cluster that the role is for.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * Whether the role also allows downloading the files of captures, and with `manage` deleting them. This requires a
   * ClusterRole, because authentication is not part of a namespace.
   *
   * @default true
   */
  readonly files?: boolean;
}

/**
 * The permissions to use packet captures in one namespace: a Role for the captures and their files, and a ClusterRole
 * to authenticate at the API from which files are downloaded. Anyone who has the role can read the traffic of all pods
 * in the namespace. It does not allow `calicoctl captured-packets`, which executes in privileged pods.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/observability/packetcapture#enforce-rbac-for-capture-tasks-for-cli-users
 */
export class PacketCaptureRole extends Construct {
  /** Name of the role and its binding. */
  public readonly roleName: string;

  /** Name of the ClusterRole and its binding; undefined without `files`. */
  public readonly clusterRoleName?: string;

  /** The cluster that the role is for. */
  public readonly cluster: CalicoCluster;

  /**
   * @param scope the scope in which to define the roles
   * @param id the construct ID, unique in its scope
   * @param props what is allowed, and to whom
   * @throws when the name, the namespace, a label or an annotation is malformed
   */
  constructor(scope: Construct, id: string, props: PacketCaptureRoleProps) {
    super(checkedScope('PacketCaptureRole', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    const { files = true, manage = true } = props;
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.roleName = props.name ?? 'calico-threat-defense-packet-capture';
    this.clusterRoleName = files ? `${this.roleName}-${props.namespace}` : undefined;
    const findings = files ? checkApi(this.cluster.release) : [];
    report(this.node.path, [...checkNamespaceRole(this.roleName, props), ...findings]);

    CalicoCluster.provide(this, this.cluster);
    addRole(this, { kind: 'Role', name: this.roleName, rules: rulesOf(manage, files) }, props);
    if (this.clusterRoleName !== undefined) {
      const rules = [ruleFor('authenticationreviews', ['create'])];
      addRole(this, { kind: 'ClusterRole', name: this.clusterRoleName, rules }, props);
    }
    requireUniqueObjects(this);
  }
}

function checkApi(release: CalicoRelease): Finding[] {
  const message = `allows downloading files, which ${release.displayName} only offers once the PacketCaptureAPI tigera-secure (operator.tigera.io/v1) has been created; create it, or set files to false`;
  return release._valueIn(API_IS_OFF) ? [{ ...API_OFF, keys: ['files'], message }] : [];
}

function rulesOf(manage: boolean, files: boolean) {
  const forFiles = ruleFor('packetcaptures/files', manage ? ['get', 'delete'] : ['get']);
  return [ruleFor('packetcaptures', verbsOf(manage)), ...(files ? [forFiles] : [])];
}

function ruleFor(resource: string, verbs: readonly string[]) {
  return { apiGroups: [CALICO_GROUP], resources: [resource], verbs };
}

const PROPS: ValueType<PacketCaptureRoleProps> = struct<PacketCaptureRoleProps>(
  { name: 'PacketCaptureRoleProps' },
  { ...NAMESPACE_ROLE_OPTION_TYPES, cluster: optional(CALICO_CLUSTER), files: optional(FLAG) },
);

/** The rules that this file checks. */
export const PACKET_CAPTURE_ROLE_RULES = [API_OFF] as const;
