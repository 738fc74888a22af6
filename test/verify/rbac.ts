import type { Synthesized } from '../support';
import type { Asked } from './fake-api-server';

/** A rule of a role, where it holds, and whether it was needed. */
interface Rule {
  readonly role: string;
  readonly namespace: string | undefined;
  readonly group: string;
  readonly resource: string;
  readonly names: readonly string[] | undefined;
  readonly verb: string;
  used: boolean;
}

/** Decides as the RBAC of an API server does, by the roles among some objects, and remembers which verbs were needed. */
export class Rbac {
  private readonly rules: Rule[];

  constructor(objects: readonly Synthesized[]) {
    this.rules = objects
      .filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole')
      .flatMap(({ kind, metadata, rules }) =>
        rules.flatMap(({ apiGroups, resources, resourceNames, verbs }: Synthesized) =>
          verbs.map((verb: string) => ({
            role: kind,
            namespace: metadata.namespace,
            group: apiGroups[0],
            resource: resources[0],
            names: resourceNames,
            verb,
            used: false,
          })),
        ),
      );
  }

  /** Why something is forbidden; undefined where it is not. */
  readonly whyNot = (asked: Asked): string | undefined => {
    const needed = attributesOf(asked);
    if (needed === undefined) {
      return undefined;
    }
    const { group, resource, namespace, name, verbs } = needed;
    for (const verb of verbs) {
      const rule = this.rules.find(
        (one) =>
          one.group === group &&
          one.resource === resource &&
          one.verb === verb &&
          (one.namespace === undefined || one.namespace === namespace) &&
          (one.names === undefined || one.names.includes(name ?? '')),
      );
      if (rule === undefined) {
        return `no rule lets anybody ${verb} ${resource} of "${group}" in "${namespace}" (${name})`;
      }
      rule.used = true;
    }
    return undefined;
  };

  /** Verbs that nothing has asked for. */
  get unused(): string[] {
    return this.rules
      .filter(({ used }) => !used)
      .map(({ verb, resource, group, namespace }) => `${verb} ${resource}.${group} ${namespace ?? ''}`.trim());
  }
}

/** What is asked, in the words of RBAC; undefined for what everybody may ask, the kinds of the API. */
function attributesOf({ method, path }: Asked) {
  const [, core, group = '', rest = ''] = /^\/(?:(api)|apis\/([^/]+))\/[^/]+\/(.*)$/.exec(path) ?? [];
  if (core === undefined && group === '') {
    return undefined;
  }
  const parts = rest.split('/');
  const within = parts[0] === 'namespaces' && parts.length > 2;
  const [resource = '', name, sub] = within ? parts.slice(2) : parts;
  const namespace = within ? parts[1] : resource === 'namespaces' ? name : undefined;
  const reading = name === undefined ? 'list' : 'get';
  const verbs = sub === 'exec' ? ['get', 'create'] : [VERBS[method] ?? reading];
  // A server-side apply creates what does not exist, but this object exists on every cluster.
  const creates = resource !== 'felixconfigurations';
  const all = method === 'PATCH' ? ['patch', ...(creates ? ['create'] : [])] : verbs;
  return { group, resource: sub === undefined ? resource : `${resource}/${sub}`, namespace, name, verbs: all };
}

const VERBS: Readonly<Record<string, string>> = { POST: 'create', PATCH: 'patch' };
