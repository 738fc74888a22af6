import { type ApiObject, JsonPatch } from 'cdk8s';

/** Kinds of Kubernetes that belong to a cluster as a whole, of those that this library emits. */
const CLUSTER_SCOPED: readonly string[] = ['ClusterRole', 'ClusterRoleBinding', 'Namespace'];

export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.includes(kind);
}

/** Keeps the namespace that a chart gives to all of its objects away from one that has none. */
export function omitNamespace(object: ApiObject): void {
  // A patch by itself cannot remove what is missing.
  object.addJsonPatch(JsonPatch.add('/metadata/namespace', null), JsonPatch.remove('/metadata/namespace'));
}
