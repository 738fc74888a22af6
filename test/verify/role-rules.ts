import type { Synthesized } from '../support';

/** `get,list pods` and the like, with the names that a rule is for. */
export function rules(role: Synthesized): string[] {
  return role.rules.map(
    ({ verbs, apiGroups, resources, resourceNames }: Synthesized) =>
      `${verbs} ${[...resources, ...apiGroups.filter((group: string) => group !== '')].join('.')}${resourceNames ? ` ${resourceNames}` : ''}`,
  );
}

/** The Role in a namespace. */
export const roleIn = (objects: Synthesized[], namespace: string): Synthesized =>
  objects.find(({ kind, metadata }) => kind === 'Role' && metadata.namespace === namespace);
