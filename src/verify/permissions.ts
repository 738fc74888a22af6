import { CALICO_GROUP, INTRUSION_DETECTION_CONTROLLER, OPERATOR_GROUP } from '../calico';
import { ScanRunKind } from '../drill';
import { RBAC_GROUP } from '../kubernetes';
import { objectPermissions } from './object-permissions';
import { type Permission, PermissionPlace } from './permission';
import type { FeedVerification, ModuleVerification, Verification } from './verification';

const CORE = '';
const APPS = 'apps';
const BATCH = 'batch';

/** What `calico-threat-defense detect` reads. */
const DETECT: readonly Permission[] = [
  {
    place: PermissionPlace.CLUSTER,
    group: CALICO_GROUP,
    resource: 'clusterinformations',
    verbs: ['get'],
    names: ['default'],
  },
  {
    place: PermissionPlace.CLUSTER,
    group: CALICO_GROUP,
    resource: 'felixconfigurations',
    verbs: ['get'],
    names: ['default'],
  },
  // Their names are not clearly documented.
  { place: PermissionPlace.CLUSTER, group: OPERATOR_GROUP, resource: 'managementclusters', verbs: ['list'] },
  { place: PermissionPlace.CLUSTER, group: OPERATOR_GROUP, resource: 'managementclusterconnections', verbs: ['list'] },
];

/** Where `detect` reads the name of the cluster. */
const NAME: Permission = {
  place: PermissionPlace.DETECTION,
  group: APPS,
  resource: 'deployments',
  verbs: ['get'],
  names: [INTRUSION_DETECTION_CONTROLLER],
};

/** The object exists on every cluster, so it is never created. */
const PATCH_LOG_SETTINGS: Permission = {
  place: PermissionPlace.CLUSTER,
  group: CALICO_GROUP,
  resource: 'felixconfigurations',
  verbs: ['patch'],
  names: ['default'],
};

/** The permissions that `detect` and `verify` need. API discovery needs none. */
export function permissionsFor(verification: Verification): Permission[] {
  const { holdsName, module, feed, objects, apply } = verification;
  const objectVerbs = apply ? ['get', 'create', 'patch'] : ['get'];
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
    ...(module === undefined ? [] : modulePermissions(module, object)),
    ...(apply && module?.logSettings ? [PATCH_LOG_SETTINGS] : []),
    ...(feed === undefined ? [] : feedPermissions(feed, apply)),
    ...objectPermissions(objects, apply),
  ];
  return [...permissions, ...rolesThemselves(verification, permissions)];
}

function modulePermissions({ alert, adJobs, tier, scan }: ModuleVerification, object: ObjectPermission): Permission[] {
  return [
    ...(alert ? [object(PermissionPlace.CLUSTER, CALICO_GROUP, 'globalalerts')] : []),
    ...(adJobs ? adJobsPermissions(tier, object) : []),
    object(PermissionPlace.TARGET, APPS, 'deployments'),
    object(PermissionPlace.TARGET, CORE, 'services'),
    ...(scan === undefined ? [] : scanPermissions(scan, object)),
  ];
}

/** Calico's objects are those of one feed only; what is created cannot be limited by its name. */
function feedPermissions({ name, networkSet, probe, block }: FeedVerification, apply: boolean): Permission[] {
  const { CLUSTER, PROBE, CONTROL } = PermissionPlace;
  const named = (place: PermissionPlace, group: string, resource: string, own: string): Permission[] => [
    { place, group, resource, verbs: apply ? ['get', 'patch'] : ['get'], names: [own] },
    ...(apply ? [{ place, group, resource, verbs: ['create'] }] : []),
  ];
  const objects = (place: PermissionPlace, group: string, resource: string): Permission => ({
    place,
    group,
    resource,
    verbs: apply ? ['get', 'create', 'patch'] : ['get'],
  });
  return [
    ...named(CLUSTER, CALICO_GROUP, 'globalthreatfeeds', name),
    // Calico makes it, so it is never applied.
    { place: CLUSTER, group: CALICO_GROUP, resource: 'globalnetworksets', verbs: ['get'], names: [networkSet] },
    ...(block === undefined ? [] : blockPermissions(block, named, apply)),
    objects(CONTROL, APPS, 'deployments'),
    objects(CONTROL, CORE, 'services'),
    ...named(PROBE, CORE, 'pods', probe),
    { place: PROBE, group: CORE, resource: 'pods/exec', verbs: ['get', 'create'], names: [probe] },
  ];
}

function blockPermissions(
  { tier, policy, ownsTier }: NonNullable<FeedVerification['block']>,
  named: (place: PermissionPlace, group: string, resource: string, own: string) => Permission[],
  apply: boolean,
): Permission[] {
  const place = PermissionPlace.CLUSTER;
  const group = CALICO_GROUP;
  return [
    ...(ownsTier
      ? named(place, group, 'tiers', tier)
      : [{ place, group, resource: 'tiers', verbs: ['get'], names: [tier] }]),
    ...named(place, group, 'globalnetworkpolicies', policy),
    // Calico's own API server requires this one as well; a name with an asterisk means all policies of the tier.
    {
      place,
      group,
      resource: 'tier.globalnetworkpolicies',
      verbs: apply ? ['get', 'create', 'patch'] : ['get'],
      names: [`${tier}.*`],
    },
  ];
}

type ObjectPermission = (place: PermissionPlace, group: string, resource: string) => Permission;

/** The roles may be in the folder of manifests, so `verify` reads them; it never applies what grants permissions. */
function rolesThemselves({ name, bound }: Verification, permissions: readonly Permission[]): Permission[] {
  return permissions.flatMap(({ place, namespace }) => {
    const role = place === PermissionPlace.CLUSTER ? 'clusterrole' : 'role';
    const resources = [`${role}s`, ...(bound ? [`${role}bindings`] : [])];
    return resources.map((resource) => ({
      place,
      namespace,
      group: RBAC_GROUP,
      resource,
      verbs: ['get'],
      names: [name],
    }));
  });
}

function adJobsPermissions(tier: string, object: ObjectPermission): Permission[] {
  const policies = [PermissionPlace.DETECTION, PermissionPlace.ELASTICSEARCH].flatMap((place) => [
    object(place, CALICO_GROUP, 'networkpolicies'),
    // Calico's own API server requires these two as well, because the policies are in a tier.
    object(place, CALICO_GROUP, 'tier.networkpolicies'),
  ]);
  return [
    object(PermissionPlace.DETECTION, APPS, 'deployments'),
    { place: PermissionPlace.DETECTION, group: CORE, resource: 'pods', verbs: ['list'] },
    { place: PermissionPlace.DETECTION, group: CORE, resource: 'events', verbs: ['list'] },
    ...policies,
    {
      place: PermissionPlace.CLUSTER,
      group: CALICO_GROUP,
      resource: 'tiers',
      verbs: ['get'],
      names: [tier],
    },
  ];
}

function scanPermissions(
  { run, name, targetsPods, restrictsEgress }: NonNullable<ModuleVerification['scan']>,
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
