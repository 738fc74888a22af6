import type { Permission } from './permission';

/** A rule of a Role, as in the API. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** One rule for each resource and list of names, with the verbs of all permissions for it. */
export function rulesOf(permissions: readonly Permission[]): RoleRule[] {
  const merged = new Map<string, Permission>();
  for (const permission of permissions) {
    const key = [permission.group, permission.resource, ...(permission.names ?? [])].join('/');
    const verbs = [...new Set([...(merged.get(key)?.verbs ?? []), ...permission.verbs])];
    merged.set(key, { ...permission, verbs });
  }
  const all = [...merged.values()];
  return all
    .filter((permission) => !all.some((other) => covers(other, permission)))
    .map(({ group, resource, names, verbs }) => ({
      apiGroups: [group],
      resources: [resource],
      ...(names === undefined ? {} : { resourceNames: names }),
      verbs,
    }));
}

/** Whether another permission allows the same for every name. */
function covers(other: Permission, { group, resource, names, verbs }: Permission): boolean {
  return (
    names !== undefined &&
    other.names === undefined &&
    other.group === group &&
    other.resource === resource &&
    verbs.every((verb) => other.verbs.includes(verb))
  );
}
