import { type Manifest, textAt, valueAt } from '../base';
import { CALICO_GROUP, DECOY_ALERT, groupOf, networkSetOf, SCAN_ANNOTATIONS } from '../calico';
import { KINDS, OBJECT_TYPES } from '../kinds';
import { RBAC_GROUP } from '../kubernetes';
import { madeObjects } from './made-objects';
import { type Permission, PermissionPlace } from './permission';
import { isPartOfShared } from './shared-objects';
import { probedFeed, type Trigger, TriggerRun, triggerOf } from './trigger';

/** The kinds of Kubernetes that constructs create: their group, and the name of their resource. Never Secrets. */
const KUBERNETES: Readonly<Record<string, readonly [group: string, resource: string]>> = {
  ConfigMap: ['', 'configmaps'],
  Namespace: ['', 'namespaces'],
  Pod: ['', 'pods'],
  Service: ['', 'services'],
  ServiceAccount: ['', 'serviceaccounts'],
  DaemonSet: ['apps', 'daemonsets'],
  Deployment: ['apps', 'deployments'],
  CronJob: ['batch', 'cronjobs'],
  Job: ['batch', 'jobs'],
  NetworkPolicy: ['networking.k8s.io', 'networkpolicies'],
  ClusterRole: [RBAC_GROUP, 'clusterroles'],
  ClusterRoleBinding: [RBAC_GROUP, 'clusterrolebindings'],
  Role: [RBAC_GROUP, 'roles'],
  RoleBinding: [RBAC_GROUP, 'rolebindings'],
};
const CLUSTER_SCOPED: readonly string[] = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];

interface Resource {
  readonly group: string;
  readonly resource: string;
  readonly isNamespaced: boolean;
}

/** What `verify` needs for some objects, by their names; nothing for kinds that are not known. */
export function objectPermissions(objects: readonly Manifest[], apply: boolean): Permission[] {
  const all = objects.flatMap((manifest) => [
    ...ofObject(manifest, apply),
    ...ofTier(manifest, apply),
    // What Calico makes is never applied.
    ...madeObjects(manifest).flatMap((made) => ofObject(made, false)),
    ...ofWorkload(manifest),
    ...ofTrigger(manifest),
    ...ofFeedProbe(manifest),
  ]);
  return withNamesTogether(all);
}

function resourceOf({ apiVersion, kind }: Manifest): Resource | undefined {
  const { group } = groupOf(apiVersion);
  const type = OBJECT_TYPES.find((one) => one.group === group && one.kind === kind);
  if (type !== undefined) {
    return { group, resource: type.plural, isNamespaced: type.isNamespaced };
  }
  const name = String(kind);
  const [known, resource] = (Object.hasOwn(KUBERNETES, name) && KUBERNETES[name]) || [];
  return known === group && resource !== undefined
    ? { group, resource, isNamespaced: !CLUSTER_SCOPED.includes(name) }
    : undefined;
}

/** Reading an object, and changing it if it may be applied; what grants permissions is never applied. */
function ofObject(manifest: Manifest, apply: boolean): Permission[] {
  const found = resourceOf(manifest);
  if (found === undefined) {
    return [];
  }
  const { group, resource } = found;
  const place = placeOf(manifest, found);
  const isApplied = apply && group !== RBAC_GROUP;
  const own = { ...place, group, resource, verbs: isApplied ? ['get', 'patch'] : ['get'], names: [nameOf(manifest)] };
  const isCreated = isApplied && !isPartOfShared(manifest);
  return isCreated ? [own, { ...place, group, resource, verbs: ['create'] }] : [own];
}

/** Calico's own API server requires these as well for policies, which are in a tier. */
function ofTier(manifest: Manifest, apply: boolean): Permission[] {
  const found = resourceOf(manifest);
  if (found?.group !== CALICO_GROUP || !found.resource.endsWith('networkpolicies')) {
    return [];
  }
  const tier = textAt(manifest, 'spec', 'tier') || 'default';
  const verbs = apply ? ['get', 'create', 'patch'] : ['get'];
  const resource = `tier.${found.resource}`;
  return [
    { place: PermissionPlace.CLUSTER, group: CALICO_GROUP, resource: 'tiers', verbs: ['get'], names: [tier] },
    { ...placeOf(manifest, found), group: CALICO_GROUP, resource, verbs, names: [`${tier}.*`] },
  ];
}

/** Whether the pods of a workload run, and why not. */
function ofWorkload(manifest: Manifest): Permission[] {
  const isKinds = KINDS.some(({ looksAt, liveWorkload }) => looksAt(manifest) && liveWorkload?.concerns(manifest));
  const isWorkload = isKinds || valueAt(manifest, 'metadata', 'annotations', DECOY_ALERT) !== undefined;
  return isWorkload ? [inNamespaceOf(manifest, 'pods', 'list'), inNamespaceOf(manifest, 'events', 'list')] : [];
}

function ofTrigger(manifest: Manifest): Permission[] {
  const trigger = triggerOf(manifest);
  if (trigger === undefined) {
    return [];
  }
  return trigger.run === TriggerRun.EXEC
    ? [execIn(manifest), ...ofTargets(manifest)]
    : [
        ...jobsOf(manifest, trigger),
        inNamespaceOf(manifest, 'pods', 'list'),
        inNamespaceOf(manifest, 'pods/log', 'get'),
      ];
}

function jobsOf(manifest: Manifest, { run }: Trigger): Permission[] {
  const jobs = inNamespaceOf(manifest, 'jobs');
  switch (run) {
    case TriggerRun.ON_DEMAND:
      return [{ ...jobs, group: 'batch', verbs: ['create', 'get'] }];
    case TriggerRun.SCHEDULE:
      return [{ ...jobs, group: 'batch', verbs: ['list'] }];
    default:
      return [];
  }
}

/** The pods of which a scan from a waiting pod needs an address. */
function ofTargets(manifest: Manifest): Permission[] {
  const [namespace = ''] = textAt(manifest, 'metadata', 'annotations', SCAN_ANNOTATIONS.pods).split('/');
  return namespace === ''
    ? []
    : [{ place: PermissionPlace.NAMESPACE, namespace, group: '', resource: 'pods', verbs: ['list'] }];
}

function ofFeedProbe(manifest: Manifest): Permission[] {
  const feed = probedFeed(manifest);
  return feed === undefined ? [] : [execIn(manifest), ...ofObject(networkSetOf(feed), false)];
}

/** Only in this pod: whoever executes in another one can read the Secrets that are mounted there. */
function execIn(manifest: Manifest): Permission {
  return { ...inNamespaceOf(manifest, 'pods/exec', 'get', 'create'), names: [nameOf(manifest)] };
}

function inNamespaceOf(manifest: Manifest, resource: string, ...verbs: readonly string[]): Permission {
  return { place: PermissionPlace.NAMESPACE, namespace: namespaceOf(manifest), group: '', resource, verbs };
}

function placeOf(manifest: Manifest, { isNamespaced }: Resource): Pick<Permission, 'place' | 'namespace'> {
  return isNamespaced
    ? { place: PermissionPlace.NAMESPACE, namespace: namespaceOf(manifest) }
    : { place: PermissionPlace.CLUSTER };
}

function nameOf(manifest: Manifest): string {
  return textAt(manifest, 'metadata', 'name');
}

function namespaceOf(manifest: Manifest): string {
  return textAt(manifest, 'metadata', 'namespace') || 'default';
}

/** One permission for all names with the same verbs. */
function withNamesTogether(permissions: readonly Permission[]): Permission[] {
  const merged = new Map<string, Permission>();
  for (const permission of permissions) {
    const { place, namespace, group, resource, verbs, names } = permission;
    const key = JSON.stringify([place, namespace, group, resource, verbs, names === undefined]);
    const known = merged.get(key)?.names ?? [];
    merged.set(key, { ...permission, ...(names && { names: [...new Set([...known, ...names])].sort() }) });
  }
  return [...merged.values()];
}
