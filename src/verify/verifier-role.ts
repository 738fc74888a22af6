import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedScope, checkProps } from '../arguments';
import { errorRule, type Finding, type Manifest, report } from '../base';
import {
  CalicoCluster,
  elasticsearchNamespace,
  holdsClusterName,
  INTRUSION_DETECTION_NAMESPACE,
  isFelixConfiguration,
} from '../calico';
import { ScanTargetKind, type ThreatFeedProbe } from '../drill';
import { requireUniqueObjects } from '../kind';
import { checkObjectMetadata, PlainObject, RBAC_GROUP, subdomainProblem } from '../kubernetes';
import { type Permission, PermissionPlace } from './permission';
import { permissionsFor } from './permissions';
import { type RoleRule, rulesOf } from './role-rules';
import type { FeedVerification, ModuleVerification, Verification } from './verification';
import { VERIFIER_ROLE_PROPS, type VerifierRoleProps } from './verifier-role-props';

const NAME = errorRule({
  id: 'verifier/name',
  form: 'program',
  what: 'The name of the roles must be an RFC 1123 subdomain.',
  why: 'The API server rejects any other name.',
  bad: "new VerifierRole(chart, 'role', { cluster, name: 'My Role' });",
  good: "new VerifierRole(chart, 'role', { cluster, name: 'my-role' });",
});

const API_VERSION = `${RBAC_GROUP}/v1`;
const DEMO_NAMESPACE = 'dev';

/**
 * The permissions that the commands `calico-threat-defense detect` and `verify` need on a cluster, and no others: a
 * ClusterRole for cluster-scoped objects, a Role in each namespace of the module, and bindings for those who run them.
 *
 * The roles do not allow reading Secrets through the API. With a scanner that waits in a pod, they allow executing
 * commands in that pod only. Without `apply` they allow no changes, except that a scanner on demand requires creating
 * Jobs. Anyone who can create Jobs (or, with `apply`, workloads) can mount every Secret of that namespace and print it
 * in a log, because RBAC cannot restrict what a new object contains. Give such a scanner a namespace of its own,
 * without Secrets (`NetshootScannerProps.namespace`). An administrator applies the roles first, because they do not
 * allow changing themselves.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export class VerifierRole extends Construct {
  /** Name of the roles and bindings. */
  public readonly roleName: string;

  /** The cluster that is verified. */
  public readonly cluster: CalicoCluster;

  /** Namespaces that have a Role, sorted by name. */
  public readonly namespaces: string[];

  private readonly props: VerifierRoleProps;

  /**
   * @param scope the parent of the roles
   * @param id the id in the scope
   * @param props what is allowed, and to whom
   * @throws when the name is malformed
   */
  constructor(scope: Construct, id: string, props: VerifierRoleProps = {}) {
    super(checkedScope('VerifierRole', scope, id), id);
    checkProps(this.node.path, props, VERIFIER_ROLE_PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.roleName = props.name ?? 'calico-threat-defense-verifier';
    this.props = props;
    report(this.node.path, [...checkName(this.roleName), ...checkMetadata(props)]);

    const permissions = permissionsFor(this.verification());
    const byNamespace = this.byNamespace(permissions);
    this.namespaces = [...byNamespace.keys()].sort();

    CalicoCluster.provide(this, this.cluster);
    const onCluster = permissions.filter(({ place }) => place === PermissionPlace.CLUSTER);
    this.addRole('ClusterRole', rulesOf(onCluster));
    for (const namespace of this.namespaces) {
      this.addRole('Role', rulesOf(byNamespace.get(namespace) ?? []), namespace);
    }
    requireUniqueObjects(this);
  }

  private verification(): Verification {
    const { scanner, probe, scopes, apply = false, subjects = [] } = this.props;
    return {
      apply,
      name: this.roleName,
      bound: subjects.length > 0,
      holdsName: holdsClusterName(this.cluster.release),
      module: (probe === undefined && scopes === undefined) || scanner !== undefined ? this.module() : undefined,
      feed: probe && feedOf(probe),
      objects: (scopes ?? []).flatMap(manifestsBelow),
    };
  }

  private module(): ModuleVerification {
    const { anomalyDetection, tigeraTier } = this.cluster.release._features;
    const { scanner } = this.props;
    return {
      logSettings: scanner !== undefined && writesLogSettings(Chart.of(scanner)),
      adJobs: anomalyDetection !== 'removed',
      alert: anomalyDetection !== 'jobs',
      tier: tigeraTier,
      scan: scanner && {
        run: scanner.run.kind,
        name: scanner.scannerName,
        targetsPods: scanner.target.kind === ScanTargetKind.PODS,
        restrictsEgress: scanner.node.tryFindChild('EgressPolicy') !== undefined,
      },
    };
  }

  private byNamespace(permissions: readonly Permission[]): Map<string, Permission[]> {
    const { scanner, probe } = this.props;
    const target = scanner?.target.namespace ?? DEMO_NAMESPACE;
    const namespaces: Readonly<Record<PermissionPlace, string | undefined>> = {
      [PermissionPlace.CLUSTER]: undefined,
      [PermissionPlace.DETECTION]: INTRUSION_DETECTION_NAMESPACE,
      [PermissionPlace.ELASTICSEARCH]: elasticsearchNamespace(this.cluster),
      [PermissionPlace.SCANNER]: scanner?.namespace ?? target,
      [PermissionPlace.TARGET]: target,
      [PermissionPlace.PROBE]: probe?.namespace,
      [PermissionPlace.CONTROL]: probe?.control.namespace,
      [PermissionPlace.NAMESPACE]: undefined,
    };
    const result = new Map<string, Permission[]>();
    for (const permission of permissions) {
      const namespace = permission.namespace ?? namespaces[permission.place];
      if (namespace !== undefined) {
        result.set(namespace, [...(result.get(namespace) ?? []), permission]);
      }
    }
    return result;
  }

  private addRole(kind: 'ClusterRole' | 'Role', rules: readonly RoleRule[], namespace?: string): void {
    const { labels, annotations, subjects = [] } = this.props;
    const metadata = { name: this.roleName, namespace, labels, annotations };
    const id = namespace ?? 'Cluster';
    const role = new PlainObject(this, `${id}Role`, { apiVersion: API_VERSION, kind, metadata, rules });
    if (subjects.length > 0) {
      const binding = new PlainObject(this, `${id}Binding`, {
        apiVersion: API_VERSION,
        kind: `${kind}Binding`,
        metadata,
        roleRef: { apiGroup: RBAC_GROUP, kind, name: this.roleName },
        subjects: subjects.map((subject) => subject._toJson()),
      });
      binding.addDependency(role);
    }
  }
}

function writesLogSettings(chart: Chart): boolean {
  return chart.node
    .findAll()
    .some(
      (child) =>
        ApiObject.isApiObject(child) && isFelixConfiguration({ apiVersion: child.apiVersion, kind: child.kind }),
    );
}

/** The objects below a construct; this role has none yet. */
function manifestsBelow(scope: Construct): Manifest[] {
  return scope.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((object): Manifest => object.toJson());
}

function feedOf({ feed, probeName, blockedBy }: ThreatFeedProbe): FeedVerification {
  const block = blockedBy && {
    tier: blockedBy.tier.tierName,
    policy: blockedBy.policyName,
    ownsTier: blockedBy.tier.order !== undefined,
  };
  return { name: feed.feedName, networkSet: feed.networkSetName ?? '', probe: probeName, block };
}

/** The name has its own rule, which is stricter. */
function checkMetadata({ labels, annotations }: VerifierRoleProps): Finding[] {
  return checkObjectMetadata({ apiVersion: API_VERSION, kind: 'Role', metadata: { name: 'any', labels, annotations } });
}

function checkName(name: string): Finding[] {
  const message = subdomainProblem(name);
  return message === undefined ? [] : [{ ...NAME, keys: ['name'], value: name, message }];
}

/** The rules that this file checks. */
export const VERIFIER_ROLE_RULES = [NAME] as const;
