import { INTRUSION_DETECTION_CONTROLLER } from '../calico';
import { ScanRunKind } from '../drill';

/** Where a permission applies: to the cluster, or in one of the namespaces that the module uses. */
export enum PermissionPlace {
  CLUSTER = 'cluster',
  /** Namespace of Tigera's intrusion detection, and of the AD jobs. */
  DETECTION = 'detection',
  /** Namespace of the component through which the AD jobs reach Elasticsearch. */
  ELASTICSEARCH = 'elasticsearch',
  SCANNER = 'scanner',
  TARGET = 'target',
}

/** What is verified, as far as permissions depend on it. */
export interface Verification {
  /** Whether manifests are applied as well. */
  readonly apply: boolean;
  /** Name of the roles, which may be among the manifests. */
  readonly name: string;
  /** Whether the roles have bindings. */
  readonly bound: boolean;
  /** Whether the cluster stores its name, for `detect` to read. */
  readonly holdsName: boolean;
  readonly adJobs: boolean;
  readonly alert: boolean;
  /** Tier of Tigera's policies, where it is known. */
  readonly tier: string;
  readonly scan?: {
    readonly run: ScanRunKind;
    /** Name of the scanner, which is also that of its pod where it waits for scans. */
    readonly name: string;
    readonly targetsPods: boolean;
    readonly restrictsEgress: boolean;
  };
}

/** A permission: verbs for a resource in one place. */
export interface Permission {
  readonly place: PermissionPlace;
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  /** The names it is limited to. */
  readonly names?: readonly string[];
}

const CORE = '';
const APPS = 'apps';
const BATCH = 'batch';
const CALICO = 'projectcalico.org';
const OPERATOR = 'operator.tigera.io';
const RBAC = 'rbac.authorization.k8s.io';

/** What `calico-threat-defense detect` reads. */
const DETECT: readonly Permission[] = [
  {
    place: PermissionPlace.CLUSTER,
    group: CALICO,
    resource: 'clusterinformations',
    verbs: ['get'],
    names: ['default'],
  },
  {
    place: PermissionPlace.CLUSTER,
    group: CALICO,
    resource: 'felixconfigurations',
    verbs: ['get'],
    names: ['default'],
  },
  // Their names are not clearly documented.
  { place: PermissionPlace.CLUSTER, group: OPERATOR, resource: 'managementclusters', verbs: ['list'] },
  { place: PermissionPlace.CLUSTER, group: OPERATOR, resource: 'managementclusterconnections', verbs: ['list'] },
];

/** Where `detect` reads the name of the cluster. */
const NAME: Permission = {
  place: PermissionPlace.DETECTION,
  group: APPS,
  resource: 'deployments',
  verbs: ['get'],
  names: [INTRUSION_DETECTION_CONTROLLER],
};

/** The permissions that `detect` and `verify` need. API discovery needs none. */
export function permissionsFor(verification: Verification): Permission[] {
  const { alert, adJobs, holdsName, scan } = verification;
  const objectVerbs = verification.apply ? ['get', 'create', 'patch'] : ['get'];
  const object = (place: PermissionPlace, group: string, resource: string): Permission => ({
    place,
    group,
    resource,
    verbs: objectVerbs,
  });
  const permissions = [
    ...DETECT,
    ...(holdsName ? [NAME] : []),
    object(PermissionPlace.CLUSTER, CORE, 'namespaces'),
    ...(alert ? [object(PermissionPlace.CLUSTER, CALICO, 'globalalerts')] : []),
    ...(adJobs ? adJobsPermissions(verification.tier, object) : []),
    object(PermissionPlace.TARGET, APPS, 'deployments'),
    object(PermissionPlace.TARGET, CORE, 'services'),
    ...(scan === undefined ? [] : scanPermissions(scan, object)),
  ];
  const places = permissions.map(({ place }) => place);
  return [...permissions, ...rolesThemselves(verification, places)];
}

type ObjectPermission = (place: PermissionPlace, group: string, resource: string) => Permission;

/** The roles may be in the folder of manifests, so `verify` reads them; it never applies what grants permissions. */
function rolesThemselves({ name, bound }: Verification, places: readonly PermissionPlace[]): Permission[] {
  return [...new Set(places)].flatMap((place) => {
    const role = place === PermissionPlace.CLUSTER ? 'clusterrole' : 'role';
    const resources = [`${role}s`, ...(bound ? [`${role}bindings`] : [])];
    return resources.map((resource) => ({ place, group: RBAC, resource, verbs: ['get'], names: [name] }));
  });
}

function adJobsPermissions(tier: string, object: ObjectPermission): Permission[] {
  const policies = [PermissionPlace.DETECTION, PermissionPlace.ELASTICSEARCH].flatMap((place) => [
    object(place, CALICO, 'networkpolicies'),
    // Calico's own API server requires these two as well, because the policies are in a tier.
    object(place, CALICO, 'tier.networkpolicies'),
  ]);
  return [
    object(PermissionPlace.DETECTION, APPS, 'deployments'),
    { place: PermissionPlace.DETECTION, group: CORE, resource: 'pods', verbs: ['list'] },
    { place: PermissionPlace.DETECTION, group: CORE, resource: 'events', verbs: ['list'] },
    ...policies,
    {
      place: PermissionPlace.CLUSTER,
      group: CALICO,
      resource: 'tiers',
      verbs: ['get'],
      names: [tier],
    },
  ];
}

function scanPermissions(
  { run, name, targetsPods, restrictsEgress }: NonNullable<Verification['scan']>,
  object: ObjectPermission,
): Permission[] {
  const { SCANNER, TARGET } = PermissionPlace;
  const egress = restrictsEgress ? [object(SCANNER, 'networking.k8s.io', 'networkpolicies')] : [];
  if (run === ScanRunKind.POD) {
    return [
      object(SCANNER, CORE, 'pods'),
      // Opened as a web socket, which needs get, and since Kubernetes 1.35 create as well.
      // Only in the scanner's pod: whoever executes in another one can read the Secrets that are mounted there.
      { place: SCANNER, group: CORE, resource: 'pods/exec', verbs: ['get', 'create'], names: [name] },
      ...(targetsPods ? [{ place: TARGET, group: CORE, resource: 'pods', verbs: ['list'] }] : []),
      ...egress,
    ];
  }
  return [
    ...jobPermissions(run, object),
    { place: SCANNER, group: CORE, resource: 'pods', verbs: ['list'] },
    { place: SCANNER, group: CORE, resource: 'pods/log', verbs: ['get'] },
    ...egress,
  ];
}

function jobPermissions(run: ScanRunKind, object: ObjectPermission): Permission[] {
  const place = PermissionPlace.SCANNER;
  switch (run) {
    case ScanRunKind.ON_DEMAND:
      return [object(place, BATCH, 'cronjobs'), { place, group: BATCH, resource: 'jobs', verbs: ['create', 'get'] }];
    case ScanRunKind.SCHEDULE:
      return [object(place, BATCH, 'cronjobs'), { place, group: BATCH, resource: 'jobs', verbs: ['list'] }];
    default:
      return [object(place, BATCH, 'jobs')];
  }
}
